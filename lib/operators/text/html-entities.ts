/** The named characters of HTML 4, by name. Source: HTML 4.01, section 24, and `apos` of XHTML. */
export const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['nbsp', ' '],
  ['quot', '"'],
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['apos', "'"],
  ...inOrder(
    0xa1,
    'iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para ' +
      'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
      'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
      'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
      'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml ' +
      'yacute thorn yuml',
  ),
  ...inOrder(
    0x391,
    'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho',
  ),
  ...inOrder(0x3a3, 'Sigma Tau Upsilon Phi Chi Psi Omega'),
  ...inOrder(
    0x3b1,
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf',
  ),
  ...inOrder(0x3c3, 'sigma tau upsilon phi chi psi omega thetasym upsih'),
  ...pairs(
    'OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ circ ˆ tilde ˜ piv ϖ ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ ' +
      'rdquo ” bdquo „ dagger † Dagger ‡ bull • hellip … permil ‰ prime ′ Prime ″ lsaquo ‹ rsaquo › oline ‾ frasl ⁄ ' +
      'euro € image ℑ weierp ℘ real ℜ trade ™ alefsym ℵ larr ← uarr ↑ rarr → darr ↓ harr ↔ crarr ↵ lArr ⇐ uArr ⇑ ' +
      'rArr ⇒ dArr ⇓ hArr ⇔ forall ∀ part ∂ exist ∃ empty ∅ nabla ∇ isin ∈ notin ∉ ni ∋ prod ∏ sum ∑ minus − ' +
      'lowast ∗ radic √ prop ∝ infin ∞ ang ∠ and ∧ or ∨ cap ∩ cup ∪ int ∫ there4 ∴ sim ∼ cong ≅ asymp ≈ ne ≠ ' +
      'equiv ≡ le ≤ ge ≥ sub ⊂ sup ⊃ nsub ⊄ sube ⊆ supe ⊇ oplus ⊕ otimes ⊗ perp ⊥ sdot ⋅ lceil ⌈ rceil ⌉ lfloor ⌊ ' +
      'rfloor ⌋ loz ◊ spades ♠ clubs ♣ hearts ♥ diams ♦',
  ),
  // Spaces and joiners, which could not be seen above.
  ['ensp', '\u2002'],
  ['emsp', '\u2003'],
  ['thinsp', '\u2009'],
  ['zwnj', '\u200c'],
  ['zwj', '\u200d'],
  ['lrm', '\u200e'],
  ['rlm', '\u200f'],
  ['lang', '\u2329'],
  ['rang', '\u232a'],
]);

function inOrder(first: number, names: string): readonly (readonly [string, string])[] {
  return names.split(' ').map((name, index) => [name, String.fromCharCode(first + index)]);
}

function pairs(words: string): readonly (readonly [string, string])[] {
  return [...words.matchAll(/(\w+) (\S)/g)].map(([, name = '', character = '']) => [name, character]);
}
