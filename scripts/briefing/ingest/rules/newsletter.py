# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Boxes that ask the reader to subscribe, register or donate."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "newsletter",
    "Drops boxes that ask the reader to subscribe, register or donate.",
    r"(?:please )?(?:sign up|subscribe|register)(?: here| now| today| free)?(?:[!.:]| (?:to|for|and|with) .{0,200})?",
    r"(?:join|get|receive) (?:our|the) .{0,80}(?:newsletter|mailing list|briefing|digest|inbox|updates).{0,120}",
    r".{0,120}\b(?:delivered|straight|sent|direct(?:ly)?) (?:straight |directly )?(?:to|into|in) your (?:inbox|e-?mail|mailbox).{0,80}",
    r"(?:enter |type )?your e-?mail(?: address)?(?: .{0,80})?|e-?mail address:?(?: \*)?",
    r"(?:already|not yet) (?:a |an )?(?:subscriber|member|registered).{0,80}",
    r"(?:enjoying|did you (?:like|enjoy)|liked?) this (?:article|story|post|piece).{0,120}",
    r"(?:our|the|a) (?:free )?(?:weekly|daily|monthly) (?:newsletter|e-?mail|digest).{0,120}",
    r"thanks for (?:reading|subscribing|being).{0,160}|.{0,60}\b(?:is|are) (?:a )?reader-supported .{0,160}|ready for more\?|(?:start writing|get app|start your substack).{0,60}",
    r"(?:[^.?!]{0,60}[.?!]\s)?(?:please )?(?:forward|share|pass) (?:it|this)(?: .{1,20})? (?:to|with) (?:a friend|friends|someone|others|colleagues).{0,60}|(?:was|were) (?:this|you) forwarded .{0,80}",
    r"(?:sign up|subscribe|register) (?:to|for) .{3,60}: .{3,160}",
    r"(?:подписывайтесь|подпишитесь|suscríbase|abonnieren sie|abonnez-vous|inscrivez-vous|iscriviti)\b.{0,120}",
    r".{0,120}\bin your (?:inbox|e-?mail)\b.{0,40}|(?:get|receive) (?:our|the) (?:free |best )?(?:weekly|daily|monthly|morning|evening|sunday|friday) .{2,40}",
    r"if you (?:liked?|enjoy(?:ed)?|appreciate) this .{0,120}|il vous reste .{1,8}% .{0,60}|(?:cet article est réservé aux|dieser artikel ist .{0,20}für|contenido exclusivo para|exclusivo para) .{3,60}",
    r"(?:never|don['’]t) miss (?:a|an|our|the) .{0,80}(?:story|update|issue|post|article|newsletter).{0,60}",
    r"(?:support|help) (?:us|our (?:work|journalism|reporting)|independent journalism).{0,150}|donate(?: now| today| here)?[!.]?|make a donation.{0,60}",
    r".{0,80}\bbecome an? (?:\w+ )?(?:friend|member|patron|supporter|donor|subscriber|backer)\b.{0,40}|(?:back|support|fund|help|sustain|keep) (?:our |free |the )?(?:independent|local|quality|public|non-?profit|fearless|honest)(?: \w+){0,2} (?:journalism|reporting|news|media|press|writing|radio)\b.{0,80}",
    r"subscribe|subscription options?|become a (?:member|subscriber|patron).{0,80}",
    r"this (?:article|content) is (?:only )?(?:available )?(?:for|to) (?:subscribers|members).{0,60}",
    r"(?:newsletter (?:abonnieren|anmelden)|jetzt abonnieren|abonnez-vous|s['’]abonner|suscríbete|suscribirse|подпи(?:шитесь|саться|ска)|iscriviti|assine|اشترك)(?: .{0,100})?",
    most=45,
)
