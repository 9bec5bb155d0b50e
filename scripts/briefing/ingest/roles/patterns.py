# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Lines that say by themselves what they are: notices, buttons, boxes, credits. Evidence for furniture, never a verdict."""

from __future__ import annotations

import re

from briefing.ingest.authors import HEAD as AUTHOR_HEAD

_PLACE_SHARE_BUTTONS = r"(?:facebook|twitter|x|linkedin|whats ?app|telegram|reddit|e-?mail|mail|print|copy link|link|pdf|print[- ]friendly|printer[- ]friendly|pinterest|vk|tumblr|pocket|messenger|instagram|youtube|threads|bluesky|mastodon|rss|flipboard|share|tweet|pin|save|more|\+|teilen|drucken|kommentare|merken|artikel merken|partager|imprimer|commenter|compartir|imprimir|comentar|поделиться|распечатать)"
_WHOSE_DISCLAIMER = r"\b(?:authors?|writers?|contributors?|editorial|alone|necessarily|solely|publishers?|speakers?)\b"
_AGENCY_CREDIT = r"(?:getty(?: images)?|reuters|ap(?: photo)?|associated press|afp|epa(?:-efe)?|shutterstock|istock|unsplash|pexels|flickr|wikimedia(?: commons)?|alamy|bloomberg|tass|ria novosti|xinhua|anadolu(?: agency)?|dpa|pixabay|depositphotos|adobe stock)"
_TARGET_NAVIGATION = r"(?:home|start|news|world|about(?: us)?|contact(?: us)?|search|menu|login|log in|sign in|register|help|faq|events|people|publications|research|analysis|topics|regions?|programs?|programmes|projects?|experts?|podcasts?|videos?|blogs?|newsletters?|careers|jobs|media|press|donate|subscribe|sitemap|archives?|politics|business|economy|opinion|culture|sports?|science|technology|health|travel|magazine|support us|en|fr|de|es|ru|english|deutsch|français|español|русский)"
_DOI = r"(?:doi\s*:?\s*)?(?:https?://)?(?:dx\.)?(?:doi\.org/|doi\s*:\s*)?10\.\d{4,6}/\S+"
_COPYING = r"(?:reprodu[ck]\w+|reproduç\w+|riprodu\w+|reimpr\w+|reprint\w*|(?:nach|ab)druck\w*|quotation|vervielfält\w+|weiterverbreit\w+|republi\w+|redistribut\w+|photocop\w+|cop(?:y|ies|ied|ying)|перепечат\w+|воспроизв\w+)\b"
_LEAVE = r"(?:permit\w*|permis\w+|permett\w+|autori[sz]\w+|authori[sz]\w+|allowed|consent\w*|prohib\w+|proib\w+|forb[aio]d\w*|interdi\w+|vieta\w+|erlaub\w*|gestattet|genehmig\w+|zustimmung|untersagt|verboten|разреш\w+|запре[щт]\w+|соглас\w+|acknowledg\w+|quellenangabe|honorarfrei|cit\w+ (?:de )?(?:la )?(?:source|fuente|fonte)|ссылк\w+)\b"
_PAST = r"(?:was|were|had|war|waren|wurde|était|étaient|fut|era|eran|fue|был[аои]?)\b"
MOST_WORDS = {
    "cookie-notice": 80, "newsletter": 45, "share-buttons": 25, "advertisement": 15, "copyright-notice": 70,
    "disclaimer": 90, "contact": 30, "caption": 55, "credit": 30, "navigation": 25, "reading-time": 8, "tags": 40,
    "keywords": 50, "read-more": 35, "end-mark": 5, "journal-line": 45, "journal-head": 24,
}  # fmt: skip
"""By the name that stands in `dropped`: words that such a line has at most."""
_LINES = (
    ("cookie-notice", r"(?:we|this (?:web)?site|our (?:web)?site|this page) (?:and our partners )?uses? (?:\w+ ){0,2}cookies.{0,400}"),
    ("cookie-notice", r"by (?:continuing|using|browsing|clicking|accepting).{0,120}\b(?:cookies?|site|website|privacy|terms|policy).{0,200}"),
    ("cookie-notice", r"(?:accept|reject|manage|allow|decline)(?: (?:all|only|necessary))*(?: (?:cookies?|preferences|settings|choices))?[.!]?"),
    ("cookie-notice", r"(?:cookie|privacy)(?: (?:settings|policy|preferences|notice|statement))+|terms (?:of (?:use|service)|and conditions|& conditions)(?: ?[|·•&] ?.{0,60})?"),
    ("cookie-notice", r"cookies? (?:help|allow) us .{0,200}|(?:to )?(?:find out|learn|read) more about (?:our )?(?:use of )?cookies.{0,80}"),
    ("cookie-notice", r"(?:wir verwenden|diese (?:web)?seite (?:ver|be)nutzt|nous utilisons|ce site utilise|utilizamos|usamos|мы используем|usiamo).{0,30}(?:cookies?|куки).{0,250}"),
    ("cookie-notice", r"(?:i agree|got it|ok|agree|i accept|accept|decline|close|dismiss|continue)[!.]?"),
    ("newsletter", r"(?:please )?(?:sign up|subscribe|register)(?: here| now| today| free)?(?:[!.:]| (?:to|for|and|with) .{0,110})?"),
    ("newsletter", r"(?:join|get|receive) (?:our|the) .{0,80}(?:newsletter|mailing list|briefing|digest|inbox|updates).{0,120}"),
    ("newsletter", r".{0,120}\b(?:delivered|straight|sent|direct(?:ly)?) (?:straight |directly )?(?:to|into|in) your (?:inbox|e-?mail|mailbox).{0,80}"),
    ("newsletter", r"(?:enter |type )?your e-?mail(?: address)?(?: .{0,80})?|e-?mail address:?(?: \*)?"),
    ("newsletter", r"(?:already|not yet) (?:a |an )?(?:subscriber|member|registered).{0,80}"),
    ("newsletter", r"(?:enjoying|did you (?:like|enjoy)|liked?) this (?:article|story|post|piece).{0,120}"),
    ("newsletter", r"(?:our|the|a) (?:free )?(?:weekly|daily|monthly) (?:newsletter|e-?mail|digest).{0,120}"),
    ("newsletter", r"thanks for (?:reading|subscribing|being).{0,160}|.{0,60}\b(?:is|are) (?:a )?reader-supported .{0,160}|.{0,60}\b(?:donate|chip in|give) [$€£]\d.{0,100}|ready for more\?|(?:start writing|get app|start your substack).{0,60}"),
    ("newsletter", r"(?:[^.?!]{0,60}[.?!]\s)?(?:please )?(?:forward|share|pass) (?:it|this)(?: .{1,20})? (?:to|with) (?:a friend|friends|someone|others|colleagues).{0,60}|(?:was|were) (?:this|you) forwarded .{0,80}"),
    ("newsletter", r"(?:sign up|subscribe|register) (?:to|for) .{3,60}: .{3,160}"),
    ("newsletter", r"(?:подписывайтесь|подпишитесь|suscríbase|abonnieren sie|abonnez-vous|inscrivez-vous|iscriviti)\b.{0,120}"),
    ("newsletter", r".{0,120}\bin your (?:inbox|e-?mail)\b.{0,40}|(?:get|receive) (?:our|the) (?:free |best )?(?:weekly|daily|monthly|morning|evening|sunday|friday) .{2,40}"),
    ("newsletter", r"if you (?:liked?|enjoy(?:ed)?|appreciate) this .{0,120}|il vous reste .{1,8}% .{0,60}|(?:cet article est réservé aux|dieser artikel ist .{0,20}für|contenido exclusivo para|exclusivo para) .{3,60}"),
    ("newsletter", r"(?:never|don['’]t) miss (?:a|an|our|the) .{0,80}(?:story|update|issue|post|article|newsletter).{0,60}"),
    ("newsletter", r"(?:support|help) (?:us|our (?:work|journalism|reporting)|independent journalism).{0,150}|(?:.{2,250}[.!?:–—]\s)?(?:please )?(?:donate|subscribe|chip in|support us|sign up)(?: now| today| here| online)?[!.»→]?|make a donation.{0,60}"),
    ("newsletter", r".{0,80}\bbecome an? (?:\w+ )?(?:friend|member|patron|supporter|donor|subscriber|backer)\b.{0,40}|(?:back|support|fund|help|sustain|keep) (?:our |free |the )?(?:independent|local|quality|public|non-?profit|fearless|honest)(?: \w+){0,2} (?:journalism|reporting|news|media|press|writing|radio)\b.{0,80}"),
    ("newsletter", r"subscribe|subscription options?|become a (?:member|subscriber|patron).{0,80}|(?:.{2,30} )?(?:unsubscribe|abbestellen|désabonner|désinscrire|darse de baja|отписаться|disiscriversi)(?: (?:here|from|hier|ici|aquí|de|del)\b.{0,80}| ?[|·•/,] ?.{0,80}|\W*)|(?:manage|update|change) (?:your )?(?:(?:e-?mail|subscription|mailing) )*(?:preferences|subscriptions?)(?: ?[|·•/,] ?.{0,80}|\W*)|(?:you(?:['’]re| are| have)?|sie|vous|usted) (?:receiv\w+|get|got|getting|erhalten|recevez|recibe) (?:this|diesen?|cette|cet?|este) (?:e-?mail|mail|message|newsletter|nachricht|courriel|lettre|correo|mensaje|boletín)\b.{0,250}|вы получили это письмо.{0,250}"),
    ("newsletter", r"this (?:article|content) is (?:only )?(?:available )?(?:for|to) (?:subscribers|members).{0,60}"),
    ("newsletter", r"(?:newsletter (?:abonnieren|anmelden)|jetzt abonnieren|abonnez-vous|s['’]abonner|suscríbete|suscribirse|подпи(?:шитесь|саться|ска)|iscriviti|assine|اشترك)(?: .{0,100})?"),
    ("share-buttons", r"share(?: this)?(?: (?:article|story|post|page|report|on|via|with).{0,60})?:?"),
    ("share-buttons", rf"{_PLACE_SHARE_BUTTONS}(?:[\s|,/•·&]+(?:on |via |to |and |or )?{_PLACE_SHARE_BUTTONS})*"),
    ("share-buttons", r"(?:click to )?(?:share|tweet|e-?mail|print)(?: this| on| to| via)? .{0,60}\(opens in new window\).*"),
    ("share-buttons", r"(?:e-?mail|print|save|bookmark|download|cite|listen to|pin) this(?: (?:article|page|story|post|podcast|report))?.{0,20}"),
    ("share-buttons", r"follow (?:us|the author|me|him|her|them)(?: on .{0,80})?:?"),
    ("share-buttons", r"(?:find|like) us on .{0,60}"),
    ("share-buttons", r"(?:\d[\d,.k]* )?(?:shares?|likes?|retweets?|views?|reads?|reactions?)(?:[\s:]+\d[\d,.k]*)?"),
    ("share-buttons", r"[\d,.]+ (?:shares?|views?|likes?|times)(?: .{0,20})?"),
    ("share-buttons", r"listen to (?:this|the) (?:article|story).{0,40}|listen ?[-–(]? ?\d+ ?(?:min|:\d\d).{0,20}"),
    ("share-buttons", r"like this:?|like loading\W*|(?:\d+ )?(?:people|bloggers?) like this\W*"),
    ("share-buttons", r"text size.{0,20}|a\s?\+? ?a\s?-?|increase font size.*"),
    ("share-buttons", r"(?:teilen|drucken|artikel teilen|partager|imprimer|compartir(?: en)?|condividi|compartilhar|поделиться|مشاركة|اشتراک گذاری)(?: .{0,30})?:?"),
    ("share-buttons", r"(?:s[ií]guenos|suivez-nous|folgen sie uns|folge uns|следите за нами|seguici|siga-nos)(?: .{0,60})?"),
    ("share-buttons", r"(?:reuse|republish) this (?:content|article).{0,30}|(?:copy|copied|get) (?:the )?link(?: to clipboard)?.{0,20}|restacks?|save this story"),
    ("advertisement", r"(?:[-–—\s]*)(?:advertisements?|advertising|sponsored(?: content| post| by .{0,40})?|promoted(?: content)?|paid (?:post|content)|anzeige|werbung|publicité|publicidad|pubblicità|реклама|إعلان|تبلیغات|ad)(?:[-–—\s:]*)"),
    ("advertisement", r"(?:advertisement[\s:–—-]*)?(?:the )?(?:story|article|text|scroll|post)?\s*continues? (?:reading )?(?:below|after)(?: .{0,40})?"),
    ("advertisement", r"scroll (?:down )?(?:to|for) .{0,30}|advertisement[\s:–—-]+.{0,60}(?:scroll|continue).{0,40}"),
    ("advertisement", r"remove ads.{0,30}|why (?:am i seeing )?(?:this )?ads?\??|skip (?:ad|advert(?:isement)?)"),
    ("copyright-notice", r"(?:copyright\s*)?(?:©|copyright (?=©|\(c\)|\d{4}|by ))\s*.{0,300}|\(c\)\s+(?:copyright\b.{0,200}|(?:by )?(?!(?-i:[a-z]))(?:[^.:;]{0,60}\s)?(?:19|20)\d\d\b.{0,120})"),
    ("copyright-notice", r"(?:this|the) (?:\w+ )?(?:article|publication|report|paper|brief(?:ing)?|document|material|text|work|page|information|bulletin|issue)s? (?:may|can|must|is|are)(?: not)?(?: be)?(?: freely| only)? (?:reproduced|republished|reprinted|copied|quoted|redistributed|distributed|photocopied|shared|translated)\b.{0,250}"),
    ("copyright-notice", r".{0,120}\ball rights reserved\b.{0,120}"),
    ("copyright-notice", rf"(?!.{{0,200}}\b{_PAST})(?=.{{0,90}}\b{_COPYING})(?=.{{0,200}}\b{_LEAVE}).{{1,500}}|unauthori[sz]ed .{{0,200}}"),
    ("copyright-notice", r"(?:this (?:work|article|text) is )?(?:licen[sc]ed|published|distributed|republished|available)? ?under (?:a |the )?(?:creative commons|cc[ -]by).{0,200}"),
    ("copyright-notice", r"(?:isbn|issn|doi)\b[\s:].{0,80}|published by .{0,80}(?:©|\d{4}).{0,60}|printed (?:in|by|on) .{0,80}"),
    ("copyright-notice", r".{0,90}\b(?:lizenziert|licencié|licencia|лицензи\w+|licenza|licensed?)\b.{0,60}\b(?:cc[ -]by|cc0|creative commons)\b.{0,120}|cc[ -](?:by|0)\b.{0,30}"),
    ("copyright-notice", r"alle rechte vorbehalten\.?|tous droits réservés\.?|todos los derechos reservados\.?|все права защищены\.?|tutti i diritti riservati\.?"),
    ("copyright-notice", r"(?:to )?(?:request|for) (?:reprint|permission|republication).{0,150}"),
    ("disclaimer", rf"\W*(?:(?:the|all|any) )?(?:views?|opinions?|positions?|statements?|contents?|findings)\b.{{0,120}}\b(?:expressed|stated|presented|represent|reflect|contained)\b.{{0,200}}{_WHOSE_DISCLAIMER}.{{0,300}}"),
    ("disclaimer", rf"\W*(?:the |all )?(?:views|opinions)(?: \w+){{0,6}} (?:are|remain|belong)\b.{{0,80}}{_WHOSE_DISCLAIMER}.{{0,250}}"),
    ("disclaimer", rf"\W*(?:the )?(?:views|opinions) (?:are )?{_WHOSE_DISCLAIMER}.{{0,100}}|(?:the )?(?:views|opinions) (?:are )?(?:his|her|their|personal|my) own\W*"),
    ("disclaimer", r"\W*disclaimer\s*[:.–—-].{1,600}|disclaimer"),
    ("disclaimer", r"\W*.{0,60}\bdo(?:es)? not (?:necessarily )?(?:reflect|represent) the (?:official |personal )?(?:views?|opinions?|positions?|policy|policies) of.{0,250}"),
    ("disclaimer", r"\W*(?:this|the) (?:article|piece|text|post|commentary|essay|story|op-ed)(?: above)? (?:was|has been|originally|first) (?:originally |first |also |re)*(?:published|appeared|posted|printed).{0,200}"),
    ("disclaimer", r"\W*(?:originally|first) (?:published|appeared|posted)(?: (?:in|at|by|on|here)\b.{0,150})?"),
    ("disclaimer", r"\W*this (?:publication|paper|brief|report|project|research|study|document|work)(?: series)? (?:was |is |has been )?(?:made possible|produced with|supported by|funded by|financed by).{0,300}"),
    ("contact", r"(?:web(?:site)?|url|www|internet|phone|ph|tel(?:ephone|efon)?|fax|telefax|mobile|cell|e-?mail|mail|hotline|contact(?: us)?|for (?:more|further) information|media (?:contact|enquiries|inquiries)|press (?:contact|office)|twitter|facebook|instagram|linkedin|youtube|тел|факс|адрес|адреса)\.?\s*[:.]\s*.{1,200}"),
    ("contact", r"(?!\d\d?[./-]\d\d?[./-]\d{4}\W*$)(?:\+|\(?00?)\(?\d[\d\s()/.-]{6,25}(?:\s*(?:ext|x)\.?\s*\d+)?(?:[,;|/]\s*(?:fax|tel|phone)?.{0,40})?"),
    ("contact", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:\s*[|,;·•]\s*.{0,80})?"),
    ("contact", r"@\w{2,30}(?:\s*[|,;·•]\s*@?\w{2,40})*"),
    ("contact", r".{3,80}\bcan be (?:reached|contacted|followed|emailed) (?:at|on|by|via|under) .{0,80}(?:@|\d{3,}[- ]\d{3,}|www\.|https?://).{0,80}"),
    ("contact", r"(?:www\.[\w.-]+\.\w{2,}(?:/\S*)?)(?:\s*[|,;·•]\s*.{0,80})?"),
    ("contact", r"p\.?\s?o\.? box .{1,120}|\d{1,5}[ ,][^.!?]{3,60}\b(?:street|st\.|avenue|ave\.?|road|rd\.?|boulevard|blvd\.?|lane|square|suite|floor|drive)\b[^!?]{0,80}"),
    ("caption", r".{8,320}[.!?”\"’]\s*[\[(]?(?:photo(?:graph)?s?|image|picture|illustration|graphic|foto|bild|fotografía|imagen|фото)(?: credit)?(?: by (?-i:[A-ZÀ-ÞА-Я])|\s*[:©/|]\s?).{2,70}"),
    ("caption", r".{8,320}[.!?”\"’]\s*[\[(][^()\[\]]{3,60}?\s?[/|]\s?[^()\[\]]{2,40}[\])]"),
    ("caption", r"(?:figure|fig\.|table|chart|map|exhibit|graph|abbildung|abb\.|tabelle|figura|tabla|tableau|graphique|gráfico|рисунок|рис\.|таблица)\s*[A-Z]?\d{1,3}[a-z]?(?:\.\d{1,2})?\s*[.:–—-]\s.{3,240}"),
    ("caption", r"(?:(?:photo|image|picture) )?caption\s*:\s.{3,240}"),
    ("caption", r"(?:data )?(?:sources?|quellen?|fuentes?|источники?)\s*:\s.{3,240}"),
    ("caption", r".{8,320}[.!?”\"’]?\s*©\s?[^.©]{2,60}"),
    ("credit", r"(?:(?:photo|image|picture|cover|featured? (?:image|photo)|illustration|graphic|map|video|chart|art|artwork)s?[ /-]?)?(?:credits?|courtesy)(?: to| of)?\s*[:/–—-]\s*.{1,150}"),
    ("credit", r"(?:photo(?:graph)?s?|image|picture|illustration|graphic|map|video|artwork|featured? (?:image|photo)|cover (?:image|photo))(?:s)?(?: (?:by|courtesy of|from|credit|via|©)\b|\s*[:©]).{1,200}"),
    ("credit", r"(?:foto|bild|crédit(?: photo)?|fotografía|фото|иллюстрация|imagen|immagine|zdjęcie|الصورة|عکس)\s*[:©].{1,150}"),
    ("credit", rf"\(?(?:photo |image )?(?:by |from |via )?(?:[^.:]{{2,60}}[/,|–—-]\s*)?{_AGENCY_CREDIT}(?:\s*[/,|]\s*[^.]{{2,60}})?\)?"),
    ("credit", r"\((?:photo|image|picture|file photo|ap photo)[^)]{0,150}\)"),
    ("credit", r"\((?:additional )?(?:reporting|writing|research|editing) by [^)]{3,200}\)"),
    ("credit", r"(?:click to )?enlarge(?: (?:this )?(?:image|photo))?|view (?:gallery|full ?size|image).{0,30}|hide caption|toggle caption|image caption|file photo\.?"),
    ("navigation", r"(?:home|start|startseite|accueil|inicio|главная|start page|you are here:?.{0,40}?)\s*(?:[>»›/|→·•\\]+\s*[^>»›/|→·•\\.]{1,60})+(?:[>»›/|→]\s*.{0,120})?"),
    ("navigation", rf"{_TARGET_NAVIGATION}(?:\s*[|·•/>»›]\s*{_TARGET_NAVIGATION})+|{_TARGET_NAVIGATION}(?:\s+{_TARGET_NAVIGATION}){{2,}}"),
    ("navigation", r"skip to (?:the )?(?:main )?(?:content|navigation|search|footer).{0,20}|jump to(?: .{0,30})?:?"),
    ("navigation", r"(?:main |site )?menu|(?:toggle|open|close|show|hide) (?:the )?(?:main )?(?:navigation|menu|search|sidebar)(?: .{0,20})?"),
    ("navigation", r"back to (?:top|home(?: ?page)?|index|overview|results|list|articles|all .{0,30})|go back|return to .{0,40}|top of page|↑.{0,12}"),
    ("navigation", r"[←«‹<]+\s*(?:previous|older|back|prev).{0,100}|(?:next|newer).{0,80}\s*[→»›>]+|(?:previous|next) (?:article|post|story|page|chapter)s?:?.{0,120}|← .{0,80}|.{0,80} →"),
    ("navigation", r"log ?in|sign ?in|log ?out|register|my account|search(?: .{0,20})?:?|search for:?|go to .{0,30}(?:page|site|section)"),
    ("navigation", r"(?:download|view|open|read)(?: (?:as|the|this|full|in|a))*(?: (?:pdf|report|document|article|publication|print version|version))(?: .{0,30})?|pdf(?: version)?(?: .{0,15})?|full (?:text|screen|report).{0,15}|\[?pdf,? [\d.,]+ ?[km]b\]?"),
    ("navigation", r"previous|next|prev|no posts|top latest discussions|(?:top|latest|best|newest)(?: (?:top|latest|best|newest|first))+|see all|all posts|accept(?: all)?(?: cookies)?|manage (?:preferences|cookies)|reject all"),
    ("navigation", r"(?:attachments?|downloads?|files?|anhang|adjuntos?|pièces? jointes?)\s*:\s.{1,100}|.{1,80}\.(?:pdf|docx?)\s*[(\[]?[\d.,]+ ?[km]b[)\]]?"),
    ("navigation", r"load(?:ing)?(?: more)?(?: .{0,15})?(?:\.\.\.|…)?|show (?:more|less|all)|view (?:more|all)(?: .{0,30})?|see (?:more|all)(?: .{0,30})?|expand(?: all)?|close"),
    ("navigation", r"(?:contact|about) us|report (?:an? )?(?:error|problem|typo|correction|mistake).{0,20}|terms of use|site ?map|feedback"),
    ("navigation", r"print(?:er)?[- ](?:friendly)?(?: version| page)?|permalink|source link|original link|(?:view|read|open|see) (?:(?:this|the) (?:e-?mail|message|newsletter|mail) )?(?:in|on) (?:(?:a|the|your) )?(?:web )?browser\W*|view (?:original|online).{0,40}|im browser (?:ansehen|öffnen|anzeigen|lesen)|(?:voir|lire) .{0,30}dans (?:le|votre) navigateur|ver .{0,30}en (?:el|su|tu) navegador|открыть в браузере"),
    ("reading-time", r"(?:(?:estimated )?read(?:ing)?(?: time)?\s*[:–-]?\s*)?(?:about |approx\.? )?\d{1,3}(?:\s?[-–]\s?\d{1,3})?\s*[- ]?(?:min(?:ute)?s?)\.?(?:\s*(?:read|reading time|to read))?"),
    ("reading-time", r"(?:\d+|no|leave a|add a|post a) (?:comments?|replies|responses?)|comments?(?: \(\d+\)|: \d+)?"),
    ("reading-time", r"(?:word count|words|pages|length)\s*:\s*\d[\d,.]*|\d[\d,.]* words"),
    ("reading-time", r"lesezeit.{0,20}|temps de lecture.{0,20}|tiempo de lectura.{0,20}|время чтения.{0,20}|lecture : \d.{0,15}"),
    ("tags", r"(?:tags?|tagged(?: (?:with|as|in))?|filed (?:under|in)|posted in|categor(?:y|ies)|topics?|related topics|in this (?:article|story)|regions?|section|labels?|archivado en|etiquetas|temas|thèmes|themen|темы|метки|rubrik|schlagwörter|mots[- ]clés|теги|рубрика)\s*:.{1,250}"),
    ("tags", r"(?:#\w[\w-]*[\s,]*)+"),
    ("tags", r"(?:tags?|categories|topics)"),
    ("keywords", r"(?:index terms|key ?words?|schlüsselwörter|mots[- ]clés|palabras clave|ключевые слова|کلیدواژه\S*)\s*[:–—-]\s*.{2,300}"),
    ("read-more", r"(?:\W{0,3})(?:read|watch|listen|check|view|see also)(?: (?:more|also|next|now|this|on|here|our|out|the full .{0,20}))*\s*[:>»→|].{0,200}"),
    ("read-more", r"(?:\W{0,3})(?:also|further|recommended|suggested|related) (?:read|reading|article|articles|story|stories|post|posts|coverage|content|links?|news|watch)\s*[:>»→|].{1,200}"),
    ("read-more", r"(?:\W{0,3})(?:related|recommended|more|more on this(?: topic| story)?|more from .{1,40}|don['’]t miss|in case you missed it|up next|from the archives?|also on .{1,30}|editor['’]?s['’]? (?:pick|choice|picks))\s*[:>»→].{1,200}"),
    ("read-more", r"(?:(?:también )?te puede interesar|quizás te interese|vous aimerez aussi|das könnte sie (?:auch )?interessieren|вам может быть интересно|ti potrebbe interessare)\s*:.{0,160}"),
    ("read-more", r"(?:continue|keep) reading(?: .{0,80})?(?:…|\.\.\.|→|»)?|read (?:more|on|the (?:full|rest|whole) (?:of )?(?:this |the )?(?:story|article|report|piece|post)|full (?:story|article)|next|also|the report|it here|here)(?: (?:here|…|»|→|at .{1,60}))?[.…:!]?|learn more(?: .{0,30})?[.…:!]?|find out more(?: .{0,40})?[.…:!]?|more(?:…|\.\.\.|»)|click here(?: .{0,60})?[.!]?|full (?:story|article)(?: here)?"),
    ("read-more", r"(?:lesen sie (?:auch|mehr)|mehr (?:zum thema|dazu)|lire (?:aussi|la suite)|à lire aussi|leer (?:también|más)|lea también|leggi anche|leia (?:também|mais)|читайте также|читать далее|اقرأ (?:أيضا|أيضًا|المزيد)|بیشتر بخوانید)\s*:?.{0,150}"),
    ("end-mark", r"\W*(?:ends?|the end|-?30-?|fin|ende|конец|eom|end of (?:article|story|document|text|report))\W*"),
    ("end-mark", r"[■▪●◆◼□#\s]{1,8}"),
    ("journal-line", r"downloaded (?:from|by|on|at) .{3,200}|(?:this )?(?:content|article) (?:was )?downloaded .{3,200}|view publication stats"
     r"|see discussions,? stats,? and author profiles .{0,200}|(?:received|accepted|revised|submitted)\b[: ].{0,24}(?:19|20)\d\d\b(?:[;,.]?\s*(?:and\s)?(?:(?:in\s)?revised(?: form)?|accepted|published|available|online|received)\b.{0,60})*\W*"
     r"|\W{0,3}(?:corresponding author|correspondence)(?: to| address)?\s*[:–-].{0,200}|(?:(?:print|online)? ?e?-?issn|isbn)\b.{4,80}"
     r"|(?:cite this (?:article|paper)|how to cite|to cite this .{3,30}|suggested citation|recommended citation)\s*:?.{0,300}"),
    ("journal-head", rf".{{3,90}}?[,.]?\s\(?(?:19|20)\d\d\)?\s?[,;:]\s?(?:vol\.?\s?)?\d{{1,4}}\s?(?:\(\d{{1,4}}(?:[–-]\d{{1,3}})?\))?\s?[,:]\s?(?:pp?\.?\s?)?e?\d{{1,6}}(?:\s?[–-]\s?\d{{1,6}})?\.?(?:\s+{_DOI})?"
     rf"|.{{3,90}}?\b(?:volume|vol\.?) \d{{1,4}}\W.{{0,40}}\b(?:issue|number|no\.?) \d{{1,4}}\b.{{0,60}}|{_DOI}|(?:open access|(?:original )?(?:research )?article info\w*)"),
)  # fmt: skip
"""What a line of each name looks like as a whole."""

NOTES_HEAD = re.compile(
    r"(?:\d{1,4}\.?\s*)?(?:(?:end|foot)[ -]?notes?|notes?(?: (?:and|&) (?:references|sources))?|references?(?: (?:and|&) notes)?|sources?|citations?|"
    r"bibliography|works cited|literature(?: cited)?|anmerkungen|fußnoten|endnoten|quellen|notes de bas de page|références|notas|"
    r"referencias|fuentes|note|примечания|сноски|источники|ссылки|литература|الهوامش|المراجع|پانوشت(?:‌?ها)?|پی‌?نوشت(?:‌?ها)?|منابع)\s*:?",
    re.I,
)
TEASERS_HEAD = re.compile(
    r"""\W{0,12}(?:
    check\ also|related(?:\ (?:articles?|posts?|stor(?:y|ies)|content|news|reading|links?|coverage|publications?|items?|topics?|reports?))?
    |(?:you\ )?(?:may|might)\ (?:also\ )?(?:like|be\ interested\ in|enjoy|have\ missed).{0,20}|you['’]ll\ (?:also\ )?(?:like|love).{0,20}
    |more\ (?:from|by|on|about|in|like|stories|articles|news|posts|coverage|reading|to\ read|to\ explore).{0,50}
    |recommended(?:\ (?:for\ you|reading|articles?|stories|posts?|by\ .{1,20}))?|suggested(?:\ (?:reading|articles?|posts?))?
    |(?:what\ to\ )?read\ (?:next|more|also|on)|also\ (?:read|by\ .{2,40}|on\ (?:this\ site|.{2,30}))|up\ next|next\ up|don['’]t\ miss|in\ case\ you\ missed\ it
    |(?:most|today['’]s)\ (?:read|popular|viewed|recent|shared|commented|discussed)(?:\ (?:now|articles?|stories|today|posts?))?|trending(?:\ (?:now|today|stories|topics|articles?|news))?
    |(?:latest|recent|popular|top|featured|other|new|similar|must[ -]read|breaking)\ (?:news|articles?|posts?|stor(?:y|ies)|features?|headlines|comments?|publications?|videos?|updates|reads|analysis|issues?|podcasts?)
    |editor['’]?s?['’]?\ (?:picks?|choice|selection)|keep\ reading|continue\ reading|explore\ (?:more|further)|also\ of\ interest|further\ from\ .{2,30}|from\ (?:the|our)\ (?:archives?|web|network|blog|magazine)
    |see\ also|auch\ interessant|meistgelesen|les\ lecteurs\ ont\ aussi\ lu|voir\ aussi|véase\ también|siehe\ auch|см\.\ также|das\ könnte\ sie\ auch\ interessieren|mehr\ zum\ thema|weitere\ artikel|lesen\ sie\ auch|à\ lire\ (?:aussi|également)|articles?\ (?:similaires|liés)|lire\ aussi|sur\ le\ même\ (?:sujet|thème)|dans\ la\ même\ rubrique|pour\ aller\ plus\ loin|más\ (?:sobre|en|noticias).{0,30}|noticias\ relacionadas|zum\ thema|mehr\ (?:aus|zu|von)\ .{2,30}|ещё\ по\ теме|по\ теме|читать\ ещё|artículos\ relacionados|te\ puede\ interesar
    |lea\ también|artigos\ relacionados|leia\ também|articoli\ correlati|leggi\ anche|читайте\ также|похожие\ (?:статьи|материалы)|материалы\ по\ теме|другие\ новости|اقرأ\ أيض[اً]{0,4}|مقالات\ ذات\ صلة|مطالب\ مرتبط|بیشتر\ بخوانید
    )\W*""",
    re.I | re.X,
)
COMMENTS_HEAD = re.compile(
    r"(?:leave|post|add|write|submit)\ a\ (?:comment|reply|response).{0,30}|comments?\ are\ closed\.?|be\ the\ first\ to\ comment.{0,20}"
    r"|your\ email\ address\ will\ not\ be\ published.{0,80}|(?:you\ must\ )?(?:be\ )?log(?:ged)?\ in\ to\ (?:post\ a\ )?(?:comment|reply).{0,20}"
    r"|join\ the\ (?:conversation|discussion).{0,20}|(?:reader\ )?comments?(?:\ \(\d+\))?|\d{1,7}\ (?:comments|thoughts\ on\ .{1,100}|responses\ to\ .{1,100})"
    r"|discussion\ about\ this\ post|comments?restacks|(?:have\ something\ to\ say|what\ do\ you\ think)\?.{0,60}|(?:kommentare|commentaires|comentarios|комментарии)\ \(\d+\)"
    r"|kommentare|commentaires|comentarios|комментарии|оставить комментарий",
    re.I,
)
TAGS_HEAD = re.compile(
    r"(?:(?:explore|find|read) (?:more )?(?:on |about )?(?:these |this |related )?topics?|(?:related |more |key )?(?:topics?|tags?|keywords?|categories|themes|regions?|countries|programmes?|issues)"
    r"|in this (?:article|story)|filed under|posted in|tagged(?: with)?|themen|schlagwörter|rubriken|thèmes|mots[- ]clés|étiquettes|temas|etiquetas|темы|метки|теги|рубрики)\W*",
    re.I,
)
CONTENTS_HEAD = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|содержание|оглавление", re.I
)
CONTENTS_ENTRY = re.compile(r".{2,120}?(?:\s*\.(?:\s?\.){2,}\s*|\s*…+\s*|\s{3,}|\t+)\s*(?:\d{1,4}|[ivxl]{1,5})")
TEASER_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|»|→)\s*(?:read more|continue reading|more)?\W*$", re.I)

LONGEST = 1500
"""Characters of a line that may say by itself what it is: patterns see no more at once."""
LINES = {
    name: re.compile("|".join(f"(?:{pattern})" for key, pattern in _LINES if key == name), re.I) for name in MOST_WORDS
}
HEADS = {
    "notes-heading": NOTES_HEAD,
    "teasers": TEASERS_HEAD,
    "comments": COMMENTS_HEAD,
    "author-note": AUTHOR_HEAD,
    "tags": TAGS_HEAD,
    "table-of-contents": CONTENTS_HEAD,
}
"""Heads of what may stand around a text."""


def names_of(text: str, size: int) -> tuple[str, ...]:
    """What a line of so many words may be, by its wording."""
    if len(text) > LONGEST:
        return ()
    shown = text.strip(" *_#>|·•")
    return tuple(name for name, pattern in LINES.items() if size <= MOST_WORDS[name] and pattern.fullmatch(shown))


def head_of(text: str, size: int) -> str:
    """What a line heads, by its wording; empty where it heads none of these."""
    if size > 20 or len(text) > LONGEST:
        return ""
    shown = text.strip(" *_#:>|·•")
    return next((name for name, pattern in HEADS.items() if pattern.fullmatch(shown)), "")
