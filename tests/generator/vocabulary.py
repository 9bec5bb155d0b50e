# ruff: noqa: E501 - lists of words read best on one line
"""Words for made-up documents: subjects far from any briefing of ours, invented people, places and bodies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """What a made-up document is about."""

    things: tuple[str, ...]
    bodies: tuple[str, ...]
    topics: tuple[str, ...]


def _cut(text: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in text.split(";"))


SUBJECTS = (
    Subject(
        _cut(
            "herring stocks; the cod quota; net mesh; landing fees; spawning grounds; trawl licences; the inshore fleet; bycatch; the tagging programme; cold storage"
        ),
        _cut(
            "the Fisheries Board; Norhaven Port Authority; the Skippers' Union; the Marine Survey; ICES; the Coastal Bank"
        ),
        _cut("Herring; Small Harbours; The Northern Quota; Trawlers and Tags; Cold Water; Nets"),
    ),
    Subject(
        _cut(
            "night trains; the branch line; rolling stock; ticket prices; the signalling system; platform lengths; sleeper coaches; the freight corridor; timetable changes; the electrification plan"
        ),
        _cut(
            "Valdora Rail; the Transport Committee; the Passengers' League; the Track Agency; UIC; the Regional Assembly"
        ),
        _cut("Night Trains; The Branch Line; Sleeper Revival; Rails and Regions; Freight; Timetables"),
    ),
    Subject(
        _cut(
            "glacier retreat; meltwater; the summer snow line; the monitoring stations; sediment; lake outbursts; the drilling season; albedo; downstream reservoirs; ice cores"
        ),
        _cut(
            "the Alpine Institute; the Water Office; Kessel Observatory; the Hydrology Service; WGMS; the Cantonal Council"
        ),
        _cut("Glaciers; Meltwater; The Last Ice; Rivers Without Snow; Lakes; Cold Archives"),
    ),
    Subject(
        _cut(
            "school libraries; reading hours; the loan register; printed dictionaries; the mobile library; borrowing fines; the catalogue; evening opening; donated books; the reading room"
        ),
        _cut(
            "the Library Trust; Ambrose College; the Teachers' Federation; the Reading Council; IFLA; the Municipal Fund"
        ),
        _cut("School Libraries; Reading Aloud; The Quiet Room; Books on Wheels; Loans; Catalogues"),
    ),
    Subject(
        _cut(
            "kiln temperatures; cobalt glaze; the tile trade; clay deposits; workshop wages; export ceramics; the potters' market; lead-free enamel; firing schedules; apprentice contracts"
        ),
        _cut(
            "the Potters' Guild; Larkmoor Museum; the Craft Office; the Chamber of Trade; UNIDO; the Clay Cooperative"
        ),
        _cut("Cobalt; The Tile Trade; Clay and Credit; Kilns; Glazes of the Coast; Workshops"),
    ),
    Subject(
        _cut(
            "vaccine cold chains; clinic staffing; measles cover; district stores; solar fridges; the outreach teams; supply records; school visits; booster doses; the night shift"
        ),
        _cut(
            "the Health Directorate; Sorrel Hospital; the Nurses' Association; the Logistics Unit; WHO; the Provincial Store"
        ),
        _cut("Cold Chains; Measles Returns; Fridges; Outreach; The Last Mile; Clinics"),
    ),
)
FIRST = _cut(
    "Marta; Ilse; Tomas; Anneke; Pavel; Rosalind; Idris; Yusuf; Lena; Henrik; Oriane; Samuel; Beatriz; Kofi; Miriam; Stellan; Farida; Ruben; Nadia; Emil; Aoife; Jorge; Tamsin; Vikram; Mei; Okello; Sigrid; Leila"
)
LAST = _cut(
    "Voss; Kerrigan; Adeyemi; Lindqvist; Marchetti; Okafor; Halloran; Petrossian; Duarte; Nakamura; Ferrand; Szabo; Brandt; El-Amin; Quist; Tarkowski; Ivanic; Moreau; Castellan; Ndlovu; Rask; O'Dowd; Venter; Achterberg; de Vries; van der Meer; Bin Rashid; Haddad"
)
PLACES = _cut(
    "Norhaven; Valdora; Kesselstadt; Port Larkmoor; Ambrose Bay; Tirnava; Solberg; Ostermark; Quillon; Marisca; Eastmere; Harrowgate Vale; Lower Pelm; Zelenograd Bay; the Anselm Islands; Upper Corrin"
)
INSTITUTES = _cut(
    "Norhaven Institute of Public Policy; Centre for Coastal Studies; University of Valdora; Kessel Foundation for Water Research; Institute for Regional Economy; Larkmoor School of Government; Pelm Observatory of Social Affairs; Department of Geography, Ambrose College; Solberg Research Centre"
)
JOURNALS = _cut(
    "The Norhaven Courier; Valdora Times; Water Policy Review; The Larkmoor Gazette; Ostermark Press Agency; Coastal Affairs; Radio Solberg; Journal of Regional Studies; The Quillon Post; Eastmere Herald"
)
HOSTS = _cut(
    "courier.example; valdora-times.example.org; www.waterreview.example; larkmoor-gazette.example; ostermarkpress.example; www.coastal-affairs.example.net; radiosolberg.example; jrs.example.edu"
)
ROLES = _cut(
    "Research Associate; Senior Fellow; Professor of Economics; Staff Writer; Visiting Researcher; Deputy Director; Policy Analyst; Doctoral Candidate; Science Correspondent"
)
VERBS = _cut(
    "rose; fell; stalled; recovered; doubled; slipped; levelled off; grew slowly; were cut back; changed hands"
)
SAYS = _cut("said; argued; noted; warned; admitted; maintained; recalled; explained")
ADJECTIVES = _cut(
    "modest; uneven; late; costly; fragile; gradual; welcome; unexpected; lasting; contested; seasonal; regional; patchy; steady"
)
REASONS = _cut(
    "budgets were tight; the winter had been long; the figures were revised; few had expected it; older contracts ran out; the law was not clear; demand had shifted; staff were hard to find; weather delayed the works; two parties could not agree"
)
CLAUSES = _cut(
    "which few had foreseen; which the auditors confirmed; although the data are incomplete; as several mayors had asked; despite repeated promises; while costs kept climbing; even where funds were at hand; much as the earlier survey had shown"
)
FRIENDS = _cut(
    "under Resolution 2593; as set out in No. 724 of the series; in Table 3 of the survey; under Article 5 of the statute; during the 1990s; in the early 2020s; at COP26; among the G7; within the G20; on about 40 km² of land; with 12 m³ of storage; for CO₂ and water (H2O) alike; with two Su-57 models on show; near the S-400s on display; in section 4.2 of the plan; at 21.5 °C; by a factor of 10⁶; on the A320 route; along the E20 road; on Channel 4; after Phase 2; at level B2; on page 14; in chapter 7; for 3.5 million people; between 1998 and 2004; by 12.5 per cent; from 1996–2001; at 10:30 in the morning; in grade 8; by MH17 investigators; with mp3 recordings; for NO₂ and PM₂.₅ readings; with 5G masts; for Covid-19 reasons; in Q3; near km 45; on Highway 61; with version 2.0; in verse 3:16"
)
QUOTES = _cut(
    "nobody asked us first; we can wait another year; the money never came; this is only the beginning; it was worth the trouble; that is not how it works here; the numbers speak for themselves; we were told to be patient"
)
HEADINGS_TITLE = _cut(
    "A Slow Beginning; What the Figures Show; The View from {place}; Costs and Benefits; Old Habits, New Rules; Who Pays for {thing}?; Lessons from the North; The Role of {body}; Looking Ahead; Conclusion; Conclusion: What Comes Next?; Risks and Remedies; Policy Recommendations; Background; A Question of Trust; The Limits of Reform; Implications for {place}; Between Law and Practice"
)
HEADINGS_SENTENCE = _cut(
    "A slow beginning; What the figures show; How {thing} became a problem; The view from {place}; Costs and benefits; Old habits and new rules; Why it matters; Who pays?; What comes next; Lessons from the north; A question of trust; The limits of reform; Risks ahead; Where the money goes"
)
SHORT = _cut(
    "Nobody laughed.; That was then.; It did not last.; The answer came in June.; So far, so good.; But was it enough?; And then the rain came.; Not everyone agrees.; The hall fell silent.; This was not a surprise."
)
SHARE = _cut(
    "Share this article; Share on Facebook; Tweet; Print this page; Facebook Twitter LinkedIn Email; Share; Follow us on Twitter; 12 shares; Email this article; Share this:; Copy link"
)
NEWS = _cut(
    "Sign up for our newsletter; Subscribe to our weekly newsletter; Get the latest stories delivered to your inbox; Enjoying this article? Click here to subscribe for full access.; Subscribe now; Sign up to receive our briefing every Friday."
)
COOKIES = _cut(
    "We use cookies to improve your experience on this site.; This website uses cookies. By continuing to browse you agree to our cookie policy.; Accept all cookies; Privacy policy"
)
ADS = _cut("Advertisement; ADVERTISEMENT; Story continues below advertisement; Sponsored; Article continues below")
RIGHTS = _cut(
    "© 2021 Norhaven Institute. All rights reserved.; Copyright © 2019 Valdora Times; All rights reserved.; © The Larkmoor Gazette 2020; This work is licensed under a Creative Commons Attribution 4.0 International License."
)
TEASER_HEADS = _cut(
    "Check Also; Related Articles; You may also like; More from this author; Read Next; Recommended for you; Most read; Related posts; Latest news; Trending now"
)
KICKERS = _cut(
    "The Pulse; Analysis; Opinion; Coast Watch; Northern Desk; Features; World; The Long View; Dispatch; Commentary; Politics"
)
SERIES = _cut(
    "ISSUE BRIEF; POLICY BRIEF; Working Paper No. 12; Valdora Policy Memo No. 318; Occasional Paper 7; BRIEFING NOTE; Discussion Paper No. 4/2019; Research Report; SPECIAL REPORT; Commentary"
)
DISCLAIMERS = _cut(
    "(The views in this paper are the author's own and do not represent those of the institute); The views expressed in this article are the author's own.; Disclaimer: The opinions expressed here are solely those of the authors.; The views expressed here do not necessarily reflect the position of the publisher."
)
MONTHS = _cut("January; February; March; April; May; June; July; August; September; October; November; December")
