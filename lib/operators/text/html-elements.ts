/** Elements of HTML, old ones included, and of the markup that word processors and drawings leave in it. */
export const HTML_ELEMENTS: ReadonlySet<string> = new Set(
  [
    'a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br',
    'button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed',
    'fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe',
    'img input ins isindex kbd keygen label legend li link main map mark marquee menu meta meter nav nobr noembed noframes',
    'noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section',
    'select slot small source span strike strong style sub summary sup table tbody td template textarea tfoot th thead',
    'time title tr track tt u ul var video wbr xmp',
    'svg g path circle ellipse rect polygon polyline defs o:p',
  ].flatMap((names) => names.split(' ')),
);

/** Elements that start a line of their own when a page is shown. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set(
  [
    'address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure',
    'footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section',
    'select summary table tbody textarea tfoot thead title tr ul',
  ].flatMap((names) => names.split(' ')),
);

/** Elements beside each other in a line, with space between them. */
export const CELL_ELEMENTS: ReadonlySet<string> = new Set(['td', 'th']);

/** Attributes that need no value. */
export const BOOLEAN_ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'allowfullscreen async autofocus autoplay checked compact controls default defer disabled formnovalidate hidden ismap ' +
    'itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline readonly required reversed selected'
  ).split(' '),
);
