/** Where a value stands in a JSON document: `['steps', 2, 'name']`. */
export type JsonPath = readonly (string | number)[];

export type JsonSource =
  | { ok: true; value: unknown; duplicates: JsonPath[]; lineOf: (path: JsonPath) => number | null }
  | { ok: false; line: number; column: number; message: string };

/** Deeper nesting is refused: nothing a person writes needs it, and readers of the stored value recurse. */
export const maxJsonDepth = 64;
const locatedLevels = 3;

/**
 * Reads a JSON document as JSON.parse does, and also knows the line of its upper three levels.
 * What is wrong is said in the words of somebody who writes the file by hand: JSON.parse often gives no position.
 * Refuses U+0000 and half surrogate pairs, which PostgreSQL cannot store.
 */
export function readJson(text: string): JsonSource {
  const scanner = new Scanner(text);
  try {
    scanner.document();
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return { ok: false, ...positionOf(text, error.offset), message: error.message };
  }
  return {
    ok: true,
    value: JSON.parse(text),
    duplicates: scanner.duplicates,
    lineOf: (path) => {
      const offset = scanner.offsets.get(path.join('\0'));
      return offset === undefined ? null : positionOf(text, offset).line;
    },
  };
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

class NotJson extends Error {
  override name = 'NotJson';
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

const space = /[ \t\r\n]*/y;
const word = /[A-Za-z_$][\w$]*|\S/uy;
const literal = /true|false|null/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const plain = /[ !#-[\]-\u{10FFFF}]+/uy;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Checks the grammar (RFC 8259) and notes where keys stand. Builds no values: JSON.parse does. */
class Scanner {
  readonly offsets = new Map<string, number>();
  readonly duplicates: JsonPath[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#value([]);
    this.#skip(space);
    if (this.#at < this.#text.length) this.#refuse('the end of the file after the closing bracket');
  }

  #value(path: JsonPath): void {
    this.#skip(space);
    this.#mark(path);
    if (path.length > maxJsonDepth) throw new NotJson(this.#at, `nested deeper than ${maxJsonDepth} levels`);
    const first = this.#text[this.#at];
    if (first === '{') this.#object(path);
    else if (first === '[') this.#array(path);
    else if (first === '"') this.#string();
    else if (this.#skip(number) === '' && this.#skip(literal) === '') this.#refuse('a value');
  }

  #object(path: JsonPath): void {
    const names = new Set<string>();
    this.#at += 1;
    this.#skip(space);
    if (this.#take('}')) return;
    do {
      this.#skip(space);
      const start = this.#at;
      if (this.#text[start] !== '"')
        this.#refuse(names.size === 0 ? 'a name in double quotes or "}"' : 'a name in double quotes');
      const name = this.#string();
      const below = [...path, name];
      if (names.has(name)) this.duplicates.push(below);
      names.add(name);
      this.#mark(below, start);
      this.#skip(space);
      if (!this.#take(':')) this.#refuse('":" after the name');
      this.#value(below);
      this.#skip(space);
    } while (this.#take(','));
    if (!this.#take('}')) this.#refuse('"," or "}"');
  }

  #array(path: JsonPath): void {
    this.#at += 1;
    this.#skip(space);
    if (this.#take(']')) return;
    let index = 0;
    do {
      this.#value([...path, index++]);
      this.#skip(space);
    } while (this.#take(','));
    if (!this.#take(']')) this.#refuse('"," or "]"');
  }

  /** A member stands where its name does, an element where its value does. */
  #mark(path: JsonPath, offset?: number): void {
    if (path.length > locatedLevels) return;
    const key = path.join('\0');
    if (offset !== undefined || !this.offsets.has(key)) this.offsets.set(key, offset ?? this.#at);
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    while (this.#skip(plain) !== '' || this.#skip(escaped) !== '');
    if (!this.#take('"')) this.#refuse('the end of the text (a line break inside is written \\n, a backslash \\\\)');
    const value: string = JSON.parse(this.#text.slice(start, this.#at));
    if (value.includes('\0') || !value.isWellFormed()) {
      throw new NotJson(start, 'text that cannot be stored: it contains \\u0000 or half of a surrogate pair');
    }
    return value;
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #take(mark: string): boolean {
    if (!this.#text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    return true;
  }

  #refuse(expected: string): never {
    const offset = this.#at;
    if (offset >= this.#text.length) throw new NotJson(offset, `expected ${expected}, but the file ends here`);
    const found = this.#skip(word) || this.#text.charAt(offset);
    const closes = found === '}' || found === ']';
    const note =
      closes && this.#text.slice(0, offset).trimEnd().endsWith(',') ? ' after a comma too many' : notes.get(found);
    throw new NotJson(offset, `expected ${expected}, found ${JSON.stringify(found)}${note ?? ''}`);
  }
}

/** What people write who are used to JavaScript, YAML or Python. */
const notes: ReadonlyMap<string, string> = new Map([
  ['/', ' (JSON has no comments)'],
  ['#', ' (JSON has no comments)'],
  ["'", ' (JSON wants double quotes)'],
  ['True', ' (JSON writes true)'],
  ['False', ' (JSON writes false)'],
  ['None', ' (JSON writes null)'],
]);
