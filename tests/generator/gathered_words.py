# ruff: noqa: E501 - lists of words and templates read best as they are
"""Words of seven languages for documents gathered from anywhere; invented names, places and bodies."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Tongue:
    """What sentences, names and dates of a language are made of; each list is cut at semicolons."""

    who: str
    does: str
    what: str
    lead: str
    tail: str
    heads: str
    titles: str
    given: str
    family: str
    places: str
    bodies: str
    months: str
    by: str
    words: dict[str, str]
    stop: str = "."
    gap: str = " "

    def pick(self, rng: Random, name: str) -> str:
        return rng.choice(str(getattr(self, name)).split(";"))

    def clause(self, rng: Random) -> str:
        return self.gap.join(self.pick(rng, n) for n in ("who", "does", "what"))

    def sentence(self, rng: Random) -> str:
        """A sentence of one or two clauses, at times with a lead, a figure, a name or a quotation."""
        roll, text = rng.random(), self.clause(rng)
        comma = "，" if not self.gap else "، " if self.stop == "." and "؟" in self.words["ask"] else ", "
        if roll < 0.35:
            text += comma + self.pick(rng, "tail")
        elif roll < 0.5:
            text += comma + self.words["and"] + self.gap + self.clause(rng)
        elif roll < 0.6:
            text = self.words["said"].format(n=self.name(rng), t=text[0].upper() + text[1:])
        elif roll < 0.68:
            text = self.words["count"].format(
                b=self.pick(rng, "bodies"), k=rng.randint(3, 980), p=self.pick(rng, "places"), y=rng.randint(1950, 2023)
            )
        if roll < 0.5 and rng.random() < 0.3:
            text = self.pick(rng, "lead") + comma + text
        end = self.words["ask"] if roll > 0.96 else self.stop
        return text[0].upper() + text[1:] + end

    def paragraph(self, rng: Random, low: int = 2, high: int = 6) -> str:
        return self.gap.join(self.sentence(rng) for _ in range(rng.randint(low, high)))

    def name(self, rng: Random) -> str:
        return (
            ("" if not self.gap else " ").join((self.pick(rng, "given"), self.pick(rng, "family")))
            if self.gap
            else self.pick(rng, "family") + self.pick(rng, "given")
        )

    def title(self, rng: Random) -> str:
        return self.pick(rng, "titles").format(p=self.pick(rng, "places"))

    def date(self, rng: Random, y: int, m: int, d: int) -> str:
        """A day as this language prints it."""
        month = self.months.split(";")[m - 1]
        return rng.choice(self.words["date"].split(";")).format(y=y, m=m, M=month, d=d, M3=month[:3])


ENGLISH = Tongue(
    who="the harbour commission;every third household;the new timetable;a small team of surveyors;the appellate panel;the insurance fund;the regional laboratory;an independent auditor;the second pilot project;most of the respondents;the ferry company;the working group;the catalogue;the old reservoir;a joint inspection",
    does="postponed;recommended;measured;rejected;underestimated;described;financed;replaced;documented;questioned;simplified;welcomed;inherited;strengthened",
    what="the proposed settlement;a considerable number of applications;the maintenance schedule;the results of the preliminary examination;its own guidelines;the distribution of drinking water;several long-standing agreements;the construction of a third pier;all remaining obligations;the temporary accommodation;the 2016 budget;a well-documented shortage;the non-binding recommendations;the evening ferries",
    lead="at the same time;in particular;by contrast;for example;as a consequence;according to the minutes;in the following year;nevertheless;on 14 May 2009;under section 12",
    tail="although no explanation was given;which surprised the neighbouring municipalities;as had been expected since the spring;because the original documents were incomplete;while the population declined by 4.5 per cent;so that negotiations resumed in Tarnwick;subject to the approval of the council;and this has not changed since;as Dr. Whitlock (2011) pointed out;i.e. before the merger",
    heads="Introduction;Background;Scope of the inquiry;Methods;What we found;Discussion;The situation in {p};Costs and benefits;Legal framework;Findings;Next steps;Looking ahead;Why {p} matters;Conclusion;Recommendations;Limitations;Questions of method;The road from {p};Who pays for it",
    titles="Harbours without Ships: The Slow Decline of {p};Water, Power and the Public Purse in {p};What {p} Can Teach Its Neighbours;Insuring the Uninsurable;A New Ferry for {p}?;Drinking Water in {p}, 1990–2015;The Limits of Good Advice;Small Ports, Large Promises;Rethinking Public Transport after {p};How the Reservoir Ran Dry;Measuring What Matters in {p}",
    given="Alison;Bernard;Cordelia;Desmond;Eleanor;Francis;Gwendolyn;Harold;Imogen;Jerome;Katherine;Lionel;Margaret;Nathaniel;Philippa;Roland",
    family="Ashcombe;Bellweather;Crowther;Dunstable;Everard;Farnham;Greatorex;Hollis;Inskip;Kettleborough;Langridge;Merriweather;Oakeshott;Pemberton;Ravenscroft;Whitlock",
    places="Tarnwick;Overmere;Saltby;Greyhaven;Lower Fenby;Castle Ross;Brackenmouth;Holmstead;St. Orrin;Westing",
    bodies="the Greyhaven Harbour Commission;the Institute for Coastal Studies;the Ministry of Works;the Saltby Chronicle;Overmere University;the Court of Audit;the Ferry Users' Association",
    months="January;February;March;April;May;June;July;August;September;October;November;December",
    by="By {n};by {n};{n};BY {N};By: {n};Author: {n};Written by {n}",
    words={
        "and": "and", "ask": "?", "said": "“{t},” said {n}", "count": "{b} counted {k} cases in {p} in {y}", "fig": "Figure {k}. {t}", "tab": "Table {k}: {t}",
        "notes": "Notes;Endnotes;NOTES;Footnotes", "toc": "Contents;Table of Contents;CONTENTS", "sum": "Executive Summary;Summary", "abs": "Abstract;ABSTRACT", "refs": "References;Bibliography;Works cited", "key": "Keywords",
        "ibid": "Ibid., p. {k}.", "see": "See {n}, “{t},” The {p} Review {k} ({y}): {a}–{b}.", "book": "{n}, {t} ({p}: Greyhaven Press, {y}), {a}.", "web": "“{t}”, {p} Gazette, {M} {d}, {y}, {u}", "remark": "The figure for {p} leaves {y} out.", "see2": "{n} and {o}, “{t}”, p. {a}.",
        "date": "{M} {d}, {y};{d} {M} {y};{M3}. {d}, {y};{y}-{m:02}-{d:02};{M} {d}, {y}", "dateline": "{P}, {M} {d} — ", "q": "How did {p} respond to the report?;What would you have done differently?;And the money?;Was nobody told about it before the winter?;Let us turn to {p}. What went wrong there?",
    },
)  # fmt: skip
GERMAN = Tongue(
    who="die Hafenkommission;jeder dritte Haushalt;der neue Fahrplan;eine kleine Gruppe von Vermessern;das Berufungsgericht;die Versicherungskasse;das Landeslabor;ein unabhängiger Prüfer;die Arbeitsgruppe;der alte Stausee",
    does="verschob;empfahl;untersuchte;verwarf;unterschätzte;beschrieb;finanzierte;ersetzte;dokumentierte;vereinfachte",
    what="den vorgeschlagenen Vergleich;eine beträchtliche Anzahl von Anträgen;die Ergebnisse der vorläufigen Untersuchung;die eigenen Richtlinien;die Verteilung des Trinkwassers;mehrere langjährige Vereinbarungen;den Bau einer dritten Anlegestelle;den Haushalt von 2016",
    lead="zugleich;im Gegensatz dazu;laut Protokoll;zum Beispiel",
    tail="obwohl keine Erklärung gegeben wurde;was die Nachbargemeinden überraschte;wie seit dem Frühjahr erwartet worden war;weil die ursprünglichen Unterlagen unvollständig waren;während die Bevölkerung um 4,5 Prozent zurückging;d. h. vor dem Zusammenschluss",
    heads="Einleitung;Hintergrund;Methoden;Was wir fanden;Die Lage in {p};Rechtlicher Rahmen;Ausblick;Schluss;Empfehlungen;Wer dafür zahlt",
    titles="Häfen ohne Schiffe: Der langsame Niedergang von {p};Wasser, Macht und öffentliche Kassen;Was {p} seine Nachbarn lehren kann;Eine neue Fähre für {p}?;Wie der Stausee austrocknete",
    given="Adelheid;Burkhard;Cäcilie;Dietmar;Edeltraud;Friedrich;Gisela;Hartmut;Irmgard;Jürgen",
    family="Achterberg;Brückner;Czerny;Dörfler;Eggers;Fürst;Großmann;Hollerbach;Issel;Jungblut",
    places="Tannwiek;Obermoor;Salzbach;Grauhafen;Niederfenn;Burgroß",
    bodies="die Hafenkommission Grauhafen;das Institut für Küstenforschung;das Bauministerium;der Rechnungshof",
    months="Januar;Februar;März;April;Mai;Juni;Juli;August;September;Oktober;November;Dezember",
    by="Von {n};von {n};{n};Autor: {n}",
    words={
        "and": "und", "ask": "?", "said": "„{t}“, sagte {n}", "count": "{b} zählte {y} in {p} {k} Fälle", "fig": "Abbildung {k}: {t}", "tab": "Tabelle {k}: {t}", "notes": "Anmerkungen;Fußnoten;Endnoten", "toc": "Inhalt;Inhaltsverzeichnis", "sum": "Zusammenfassung", "abs": "Zusammenfassung", "refs": "Literatur;Literaturverzeichnis", "key": "Schlagwörter",
        "ibid": "Ebd., S. {k}.", "see": "Vgl. {n}: {t}, in: Zeitschrift für {p} {k} ({y}), S. {a}–{b}.", "book": "{n}: {t}, {p} {y}, S. {a}.", "web": "{t}, in: {p}er Zeitung, {d}. {M} {y}, {u}", "remark": "In den Zahlen für {p} fehlt das Jahr {y}.", "see2": "{n}/{o}: {t}, S. {a}.",
        "date": "{d}. {M} {y};{d}.{m:02}.{y}", "dateline": "{P}, {d}. {M} – ", "q": "Wie hat {p} auf den Bericht reagiert?;Und das Geld?;Was hätten Sie anders gemacht?",
    },
)  # fmt: skip
FRENCH = Tongue(
    who="la commission du port;un ménage sur trois;le nouvel horaire;une petite équipe de géomètres;la cour d’appel;le fonds d’assurance;le laboratoire régional;un vérificateur indépendant;l’ancien réservoir",
    does="a reporté;a recommandé;a mesuré;a rejeté;a sous-estimé;a décrit;a financé;a remplacé;a simplifié",
    what="le règlement proposé;un nombre considérable de demandes;les résultats de l’examen préliminaire;ses propres directives;la distribution de l’eau potable;plusieurs accords de longue date;la construction d’un troisième quai;le budget de 2016",
    lead="en même temps;en revanche;par exemple;selon le procès-verbal",
    tail="bien qu’aucune explication n’ait été donnée;ce qui a surpris les communes voisines;comme on s’y attendait depuis le printemps;parce que les documents d’origine étaient incomplets;alors que la population a diminué de 4,5 %;c.-à-d. avant la fusion",
    heads="Introduction;Contexte;Méthode;Ce que nous avons constaté;La situation à {p};Cadre juridique;Perspectives;Conclusion;Recommandations;Qui paie ?",
    titles="Des ports sans navires : le lent déclin de {p};L’eau, le pouvoir et les deniers publics;Ce que {p} peut apprendre à ses voisins;Un nouveau bac pour {p} ?;Comment le réservoir s’est vidé",
    given="Adélaïde;Baptiste;Clémence;Désiré;Éléonore;Fabrice;Geneviève;Hippolyte;Jean-Marc;Solène",
    family="Aubertin;Beauchêne;Chastel;Delorme;Escoffier;Fournel;Garrigue;Lacombe;Marchand;de la Roche",
    places="Tarnac-sur-Mer;Hautemare;Salbris-le-Port;Grishavre;Bas-Fenil",
    bodies="la commission du port de Grishavre;l’Institut d’études côtières;le ministère des Travaux;la Cour des comptes",
    months="janvier;février;mars;avril;mai;juin;juillet;août;septembre;octobre;novembre;décembre",
    by="Par {n};par {n};{n};Auteur : {n}",
    words={
        "and": "et", "ask": " ?", "said": "« {t} », a déclaré {n}", "count": "{b} a compté {k} cas à {p} en {y}", "fig": "Figure {k} : {t}", "tab": "Tableau {k} : {t}", "notes": "Notes;NOTES", "toc": "Sommaire;Table des matières", "sum": "Résumé;Synthèse", "abs": "Résumé", "refs": "Bibliographie;Références", "key": "Mots-clés",
        "ibid": "Ibid., p. {k}.", "see": "Voir {n}, « {t} », Revue de {p}, n° {k}, {y}, p. {a}-{b}.", "book": "{n}, {t}, {p}, Éditions du Port, {y}, p. {a}.", "web": "« {t} », La Gazette de {p}, {d} {M} {y}, {u}", "remark": "Les chiffres de {p} ne tiennent pas compte de {y}.", "see2": "{n} et {o}, « {t} », p. {a}.",
        "date": "{d} {M} {y};le {d} {M} {y}", "dateline": "{P}, le {d} {M} – ", "q": "Comment {p} a-t-elle réagi au rapport ?;Et l’argent ?;Qu’auriez-vous fait autrement ?",
    },
)  # fmt: skip
SPANISH = Tongue(
    who="la comisión del puerto;uno de cada tres hogares;el nuevo horario;un pequeño equipo de topógrafos;el tribunal de apelación;el fondo de seguros;el laboratorio regional;un auditor independiente;el antiguo embalse",
    does="aplazó;recomendó;midió;rechazó;subestimó;describió;financió;sustituyó;simplificó",
    what="el acuerdo propuesto;un número considerable de solicitudes;los resultados del examen preliminar;sus propias directrices;la distribución de agua potable;varios acuerdos de larga data;la construcción de un tercer muelle;el presupuesto de 2016",
    lead="al mismo tiempo;en cambio;por ejemplo;según el acta",
    tail="aunque no se dio ninguna explicación;lo que sorprendió a los municipios vecinos;como se esperaba desde la primavera;porque los documentos originales estaban incompletos;mientras la población disminuía un 4,5 por ciento",
    heads="Introducción;Antecedentes;Método;Lo que encontramos;La situación en {p};Marco jurídico;Perspectivas;Conclusiones;Recomendaciones;¿Quién paga?",
    titles="Puertos sin barcos: el lento declive de {p};Agua, poder y erario público;Lo que {p} puede enseñar a sus vecinos;¿Un nuevo transbordador para {p}?;Cómo se secó el embalse",
    given="Adelaida;Bernardo;Consuelo;Domingo;Esperanza;Fermín;Graciela;Hilario;Íñigo;Rocío",
    family="Aguirre;Benavides;Carrasco;Domínguez;Echeverría;Fuentes;Garrido;Montalbán;Núñez;de la Peña",
    places="Tarnuelo;Altomar;Salobreña Vieja;Puerto Gris;Bajofén",
    bodies="la Comisión del Puerto Gris;el Instituto de Estudios Costeros;el Ministerio de Obras;el Tribunal de Cuentas",
    months="enero;febrero;marzo;abril;mayo;junio;julio;agosto;septiembre;octubre;noviembre;diciembre",
    by="Por {n};por {n};{n};Autor: {n}",
    words={
        "and": "y", "ask": ", ¿no?", "said": "«{t}», dijo {n}", "count": "{b} contó {k} casos en {p} en {y}", "fig": "Figura {k}. {t}", "tab": "Cuadro {k}. {t}", "notes": "Notas;NOTAS", "toc": "Índice;Contenido", "sum": "Resumen ejecutivo;Resumen", "abs": "Resumen", "refs": "Bibliografía;Referencias", "key": "Palabras clave",
        "ibid": "Ibíd., p. {k}.", "see": "Véase {n}, «{t}», Revista de {p}, núm. {k} ({y}), pp. {a}-{b}.", "book": "{n}, {t}, {p}, Ediciones del Puerto, {y}, p. {a}.", "web": "«{t}», La Gaceta de {p}, {d} de {M} de {y}, {u}", "remark": "Las cifras de {p} no incluyen {y}.", "see2": "{n} y {o}, «{t}», p. {a}.",
        "date": "{d} de {M} de {y}", "dateline": "{P}, {d} de {M}. ", "q": "¿Cómo respondió {p} al informe?;¿Y el dinero?;¿Qué habría hecho usted de otra manera?",
    },
)  # fmt: skip
RUSSIAN = Tongue(
    who="портовая комиссия;каждая третья семья;новое расписание;небольшая группа геодезистов;апелляционный суд;страховой фонд;областная лаборатория;независимый аудитор;старое водохранилище",
    does="изменяет;рекомендует;измеряет;отклоняет;недооценивает;описывает;финансирует;упрощает",
    what="предложенное соглашение;значительное число заявлений;результаты предварительной проверки;собственные правила;распределение питьевой воды;несколько давних договорённостей;строительство третьего причала;бюджет 2016 года",
    lead="в то же время;напротив;например;согласно протоколу",
    tail="хотя никаких объяснений дано не было;что удивило соседние муниципалитеты;как и ожидалось с весны;поскольку первоначальные документы были неполными;тогда как население сократилось на 4,5 %",
    heads="Введение;Предыстория;Методы;Что мы обнаружили;Положение в городе {p};Правовые рамки;Перспективы;Заключение;Рекомендации;Кто платит",
    titles="Порты без кораблей: медленный упадок города {p};Вода, власть и казна;Чему {p} может научить соседей;Новый паром для города {p}?;Как обмелело водохранилище",
    given="Аделаида;Борис;Варвара;Глеб;Евдокия;Захар;Инна;Кирилл;Лидия;Матвей",
    family="Астахов;Берестов;Вересень;Гончарук;Дорохов;Ермоленко;Жильцов;Зимин",
    places="Тарнов;Верхнеморск;Солёный Яр;Серогавань;Нижний Фен",
    bodies="Комиссия порта Серогавань;Институт прибрежных исследований;Министерство строительства;Счётная палата",
    months="января;февраля;марта;апреля;мая;июня;июля;августа;сентября;октября;ноября;декабря",
    by="{n};Автор: {n}",
    words={
        "and": "и", "ask": "?", "said": "«{t}», — сказал {n}", "count": "{b} насчитала в {y} году {k} случаев в городе {p}", "fig": "Рис. {k}. {t}", "tab": "Таблица {k}. {t}", "notes": "Примечания;ПРИМЕЧАНИЯ", "toc": "Содержание;Оглавление", "sum": "Резюме", "abs": "Аннотация", "refs": "Литература;Список литературы", "key": "Ключевые слова",
        "ibid": "Там же. С. {k}.", "see": "См.: {n}. {t} // Вестник: {p}. {y}. № {k}. С. {a}–{b}.", "book": "{n}. {t}. {p}, {y}. С. {a}.", "web": "{t} // Ведомости, {d} {M} {y} г. {u}", "remark": "В данные по городу {p} не вошёл {y} год.", "see2": "{n}, {o}. {t}. С. {a}.",
        "date": "{d} {M} {y} г.;{d} {M} {y} года;{d}.{m:02}.{y}", "dateline": "{P}, {d} {M}. ", "q": "Как отреагировал город {p} на доклад?;А деньги?;Что бы вы сделали иначе?",
    },
)  # fmt: skip
ARABIC = Tongue(
    who="لجنة الميناء;ثلث الأسر;الجدول الزمني الجديد;فريق صغير من المساحين;محكمة الاستئناف;صندوق التأمين;المختبر الإقليمي;مدقق مستقل",
    does="أجّل;أوصى بشأن;درس;رفض;وصف;موّل;وثّق;بسّط",
    what="التسوية المقترحة;عدداً كبيراً من الطلبات;نتائج الفحص الأولي;المبادئ التوجيهية الخاصة به;توزيع مياه الشرب;عدة اتفاقات قديمة;بناء رصيف ثالث;ميزانية عام 2016",
    lead="وفي الوقت نفسه;وعلى العكس من ذلك;وعلى سبيل المثال;ووفقاً للمحضر",
    tail="على الرغم من عدم تقديم أي تفسير;وهو ما فاجأ البلديات المجاورة;كما كان متوقعاً منذ الربيع;لأن الوثائق الأصلية كانت ناقصة;بينما انخفض عدد السكان بنسبة 4.5 في المائة",
    heads="مقدمة;الخلفية;المنهج;ما وجدناه;الوضع في {p};الإطار القانوني;آفاق;خاتمة;توصيات",
    titles="موانئ بلا سفن: التراجع البطيء في {p};الماء والسلطة والمال العام;ما يمكن أن تعلّمه {p} لجيرانها;كيف جف الخزان",
    given="أحمد;بشرى;جميل;حنان;خالد;داليا;سمير;ليلى",
    family="الأنصاري;البحراوي;التميمي;الحلواني;الساحلي;الطرابيشي",
    places="ترنوك;أعالي البحر;الملاحة;الميناء الرمادي",
    bodies="لجنة الميناء الرمادي;معهد الدراسات الساحلية;وزارة الأشغال;ديوان المحاسبة",
    months="يناير;فبراير;مارس;أبريل;مايو;يونيو;يوليو;أغسطس;سبتمبر;أكتوبر;نوفمبر;ديسمبر",
    by="بقلم {n};{n};بقلم: {n}",
    words={
        "and": "و", "ask": "؟", "said": "قال {n}: «{t}»", "count": "أحصت {b} {k} حالة في {p} عام {y}", "fig": "الشكل {k}: {t}", "tab": "الجدول {k}: {t}", "notes": "الهوامش;الحواشي", "toc": "المحتويات;الفهرس", "sum": "موجز تنفيذي", "abs": "ملخص", "refs": "المراجع", "key": "الكلمات المفتاحية",
        "ibid": "المرجع نفسه، ص {k}.", "see": "انظر {n}، «{t}»، مجلة {p}، العدد {k} ({y})، ص {a}–{b}.", "book": "{n}، {t}، {p}، {y}، ص {a}.", "web": "«{t}»، صحيفة {p}، {d} {M} {y}، {u}", "remark": "لا تشمل أرقام {p} عام {y}.", "see2": "{n} و{o}، «{t}»، ص {a}.",
        "date": "{d} {M} {y}", "dateline": "{P}، {d} {M} – ", "q": "كيف استجابت {p} للتقرير؟;وماذا عن المال؟",
    },
)  # fmt: skip
CHINESE = Tongue(
    who="港口委员会;三分之一的家庭;新的时刻表;一个测量小组;上诉法院;保险基金;地区实验室;一名独立审计师;旧水库",
    does="推迟了;建议采纳;测量了;否决了;低估了;描述了;资助了;取代了;简化了",
    what="拟议的和解方案;大量的申请;初步检查的结果;自己的准则;饮用水的分配;若干长期协议;第三座码头的建设;2016年的预算",
    lead="与此同时;相比之下;例如;根据会议记录",
    tail="尽管没有作出任何解释;这让邻近的城市感到惊讶;正如人们自春天以来所预料的那样;因为原始文件并不完整;而人口下降了百分之四点五",
    heads="引言;背景;方法;我们的发现;{p}的情况;法律框架;展望;结论;建议",
    titles="没有船的港口：{p}的缓慢衰落;水、权力与公共财政;{p}能教给邻居什么;水库是如何干涸的",
    given="建国;秀英;志强;美玲;文涛;晓燕",
    family="陈;林;欧阳;赵;周;吴",
    places="灰港;上海口镇;盐湾;石城",
    bodies="灰港港口委员会;海岸研究所;工程部;审计院",
    months="1;2;3;4;5;6;7;8;9;10;11;12",
    by="作者：{n};{n};文/{n}",
    words={
        "and": "而", "ask": "？", "said": "{n}说：“{t}”", "count": "{b}于{y}年在{p}统计了{k}起案例", "fig": "图{k} {t}", "tab": "表{k} {t}", "notes": "注释;注", "toc": "目录", "sum": "摘要", "abs": "摘要", "refs": "参考文献", "key": "关键词",
        "ibid": "同上，第{k}页。", "see": "参见{n}：《{t}》，《{p}学刊》{y}年第{k}期，第{a}-{b}页。", "book": "{n}：《{t}》，{p}出版社{y}年版，第{a}页。", "web": "《{t}》，《{p}日报》，{y}年{m}月{d}日，{u}", "remark": "{p}的数字不包括{y}年。", "see2": "{n}、{o}：《{t}》，第{a}页。",
        "date": "{y}年{m}月{d}日", "dateline": "", "q": "{p}对报告有何反应？;那么钱呢？",
    },
    stop="。",
    gap="",
)  # fmt: skip
TONGUES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "ru": RUSSIAN, "zh": CHINESE, "es": SPANISH, "ar": ARABIC}
