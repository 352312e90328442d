/** Percent-encodes everything but the unreserved characters of RFC 3986, as signatures need it. */
export function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The same, slashes kept. */
export function encodeUriPath(path: string): string {
  return encodeUri(path).replaceAll('%2F', '/');
}
