interface Place {
  readonly text: string;
  readonly start: number;
}

const contextLength = 24;
const before = ({ text, start }: Place): string => text.slice(Math.max(0, start - contextLength), start);

const versionWord = /(?:\bv|\bver\.?|version|release|版本(?:号)?|build|section|chapter|§|第|节|章)[ :：.]*$/i;

/** True of four numbers with dots that name a version or a section: the words before them say so. */
export const isVersionContext = (_match: string, place: Place): boolean => versionWord.test(before(place));

/** True where the text says that an address of a device follows. */
export const isAddressContext = (place: Place): boolean => /mac|地址|网卡|address/i.test(before(place));

/** RFC 4291, section 2.2: eight groups, or fewer with one `::`. */
export const isIpv6 = (match: string): boolean => {
  const halves = match.split('::');
  if (halves.length > 2) return false;
  const groups = match.split(':').filter((group) => group !== '');
  if (halves.length === 1) return groups.length === 8 && !match.startsWith(':') && !match.endsWith(':');
  // `a::b` and the like are too little to be told from code.
  return groups.length >= 2 && groups.length <= 7 && (groups.length >= 3 || match.length >= 7);
};
