import { StringDecoder } from 'node:string_decoder';

/** A line up to this size is offered to the protocol as a whole. */
export const maxParsedLineBytes = 1024 * 1024;
/** The log stores longer lines in pieces of this size, counted in UTF-8. */
export const maxPieceBytes = 64 * 1024;

/** Part of a line as the log stores it; `continued` means that no newline followed it. */
export type Piece = { text: string; continued: boolean };

/** A line, or the next part of one that is longer than {@link maxParsedLineBytes}: `whole` is null then. */
export type Line = { whole: string | null; pieces: Piece[] };

/**
 * Cuts one stream of bytes into lines, whatever the size of the writes. Bytes that are not UTF-8 and NUL become U+FFFD
 * (PostgreSQL stores neither). Keeps at most {@link maxParsedLineBytes} of an unfinished line.
 */
export class LineSplitter {
  #unfinished: Buffer[] = [];
  #unfinishedBytes = 0;
  #longLine: LongLine | null = null;

  /** The lines that these bytes complete, one at a time: a write may be 65,536 empty lines. */
  *push(bytes: Buffer): Generator<Line> {
    let rest = bytes;
    if (this.#longLine) rest = yield* this.#continueLongLine(this.#longLine, rest);

    const lastNewline = rest.lastIndexOf(newline);
    if (lastNewline >= 0) {
      this.#keep(rest.subarray(0, lastNewline));
      rest = rest.subarray(lastNewline + 1);
      for (const text of readable(this.#take().toString('utf8')).split('\n')) yield finished(text);
    }
    if (rest.length > 0) this.#keep(rest);
    if (this.#unfinishedBytes > maxParsedLineBytes) {
      this.#longLine = new LongLine();
      yield* this.#longLine.push(this.#take());
    }
  }

  /** The last line, when the stream ended without a newline. */
  *end(): Generator<Line> {
    if (this.#longLine) yield* this.#longLine.end();
    else if (this.#unfinishedBytes > 0) yield finished(readable(this.#take().toString('utf8')));
  }

  *#continueLongLine(line: LongLine, bytes: Buffer): Generator<Line, Buffer> {
    const end = bytes.indexOf(newline);
    yield* line.push(end < 0 ? bytes : bytes.subarray(0, end));
    if (end < 0) return Buffer.alloc(0);
    yield* line.end();
    this.#longLine = null;
    return bytes.subarray(end + 1);
  }

  #keep(bytes: Buffer): void {
    this.#unfinished.push(bytes);
    this.#unfinishedBytes += bytes.length;
  }

  #take(): Buffer {
    const bytes =
      this.#unfinished.length === 1 ? (this.#unfinished[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#unfinished);
    this.#unfinished = [];
    this.#unfinishedBytes = 0;
    return bytes;
  }
}

const newline = 0x0a;

/** The rest of a line that is too long to be parsed: handed on in pieces as it comes. */
class LongLine {
  readonly #decoder = new StringDecoder('utf8');
  #held = '';

  push(bytes: Buffer): Line[] {
    const pieces = cut(this.#held + readable(this.#decoder.write(bytes)));
    this.#held = pieces.pop() ?? '';
    return pieces.map((text) => ({ whole: null, pieces: [{ text, continued: true }] }));
  }

  end(): Line[] {
    const pieces = cut(this.#held + readable(this.#decoder.end()));
    return pieces.map((text, index) => ({ whole: null, pieces: [{ text, continued: index < pieces.length - 1 }] }));
  }
}

function finished(text: string): Line {
  if (text.length * 3 <= maxPieceBytes) return { whole: text, pieces: [{ text, continued: false }] };
  const texts = cut(text);
  const pieces = texts.map((piece, index) => ({ text: piece, continued: index < texts.length - 1 }));
  return { whole: Buffer.byteLength(text) <= maxParsedLineBytes ? text : null, pieces };
}

function readable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}

/** Pieces of at most {@link maxPieceBytes} that never part a character. */
function cut(text: string): string[] {
  const bytes = Buffer.from(text);
  const pieces: string[] = [];
  let start = 0;
  while (bytes.length - start > maxPieceBytes) {
    let end = start + maxPieceBytes;
    while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    pieces.push(bytes.toString('utf8', start, end));
    start = end;
  }
  pieces.push(bytes.toString('utf8', start));
  return pieces;
}
