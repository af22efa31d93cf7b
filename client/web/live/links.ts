/** A part of a text; `href` when it is an address on the web. */
export interface TextPart {
  text: string;
  href: string | null;
}

/** Only these may become links: whatever else a script prints stays text. */
const webAddress = /\bhttps?:\/\/[^\s<>"'`\\^{|}]+/gi;
/** Ends a sentence rather than an address. */
const trailing = /[.,;:!?)\]]+$/;

/** Cuts a text at the web addresses in it; the parts joined are exactly the text. */
export const splitLinks = (text: string): TextPart[] => {
  if (!text.includes('://')) return [{ text, href: null }];
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(webAddress)) {
    const address = match[0].replace(trailing, '');
    if (safeAddress(address) === null) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
    parts.push({ text: address, href: address });
    from = match.index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
};

/** The address when it may be followed; null for anything but http and https. */
export const safeAddress = (address: string): string | null => {
  const url = URL.parse(address);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
};
