"""What a page may hold, and what it may load: the one list, and the policy that says the same to browsers."""

from __future__ import annotations

from collections.abc import Collection

HOSTS = "BRIEFING_HOSTS"
"""Name of the variable by which a build tells its shell from which hosts the desk lets things be loaded."""
SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "urn", "doi"})
"""Schemes that a link may have; any other address is taken off its link."""

_TEXT = """a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl
dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p picture pre q rp
rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
audio video track"""
_DRAWING = """svg g defs desc title path rect circle ellipse line polyline polygon text tspan marker symbol
linearGradient radialGradient stop clipPath mask pattern"""


def policy(hosts: Collection[str] = ()) -> str:
    """The Content-Security-Policy of every page: all from this site, or from a host that the desk names.

    A large site's search is compiled code in a file of ours (`wasm-unsafe-eval`); a site without a server has the
    worker of its search from a script of ours (`blob:`), since a browser starts none from a file.
    """
    near = " ".join(("'self'", *(f"https://{host}" for host in hosts)))
    rules = {
        "default-src": near,
        "script-src": f"{near} 'wasm-unsafe-eval'",
        "worker-src": "'self' blob:",
        "img-src": f"{near} data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


ELEMENTS = frozenset((_TEXT + " " + _DRAWING).split())
"""What a page's text may be made of. Nothing in it runs, asks for input or loads a document."""

_EVERYWHERE = "class id title lang dir role hidden translate tabindex itemprop itemscope itemtype"
_OF_DRAWINGS = """viewBox xmlns width height x y x1 x2 y1 y2 dx dy cx cy r rx ry fx fy d points transform
preserveAspectRatio fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset
stroke-linecap stroke-linejoin stroke-miterlimit opacity color font-family font-size font-style font-weight text-anchor
dominant-baseline letter-spacing vector-effect clip-path clip-rule mask marker-start marker-mid marker-end markerWidth
markerHeight refX refY orient offset stop-color stop-opacity gradientUnits gradientTransform patternUnits
patternTransform clipPathUnits maskUnits focusable display visibility"""
_OF_ONE = {
    "a": "href hreflang rel target download type",
    "img": "src srcset sizes alt width height loading decoding",
    "source": "src srcset sizes media type width height",
    "track": "src kind srclang label default",
    "audio": "src controls loop muted preload",
    "video": "src controls loop muted preload poster width height playsinline",
    "iframe": "src width height loading allowfullscreen name",
    "blockquote": "cite",
    "q": "cite",
    "del": "cite datetime",
    "ins": "cite datetime",
    "time": "datetime",
    "ol": "start reversed type",
    "li": "value",
    "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope abbr",
    "col": "span",
    "colgroup": "span",
    "details": "open name",
}
DRAWN = frozenset(_OF_DRAWINGS.split())
"""Attributes of drawings; the value of some may be `url(#…)`."""
ATTRIBUTES = (
    {"*": set(_EVERYWHERE.split())}
    | {name: set(_OF_DRAWINGS.split()) for name in _DRAWING.split()}
    | {name: set(names.split()) for name, names in _OF_ONE.items()}
)
PREFIXES = {"aria-", "data-"}
