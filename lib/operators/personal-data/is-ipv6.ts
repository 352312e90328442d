const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const embeddedIpv4 = new RegExp(`(?<=:)${octet}\\.${octet}\\.${octet}\\.${octet}$`);

/** RFC 4291, section 2.2: eight groups of hexadecimal digits, or fewer with one `::`; the last two may be an IPv4 address. */
export const isIpv6 = (text: string): boolean => {
  const parts = text.replace(embeddedIpv4, '0:0').split('::');
  const groups = parts.flatMap((part) => (part === '' ? [] : part.split(':')));
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  return parts.length === 1 ? groups.length === 8 : parts.length === 2 && groups.length <= 7;
};
