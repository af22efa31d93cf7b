/** The key schedule of Blowfish, as bcrypt turns it: 18 subkeys and four boxes of 256 words. */
export function blowfishState() {
  const digits = initial();
  const subkeys = digits.slice(0, subkeyWords);
  const boxes = digits.slice(subkeyWords);
  const block = new Uint32Array(2);

  /** Encrypts the two words at `at` in place. */
  function encrypt(data: Uint32Array, at: number): void {
    let left = word(data, at) ^ word(subkeys, 0);
    let right = word(data, at + 1);
    for (let round = 1; round <= rounds; round += 2) {
      right ^= mix(left) ^ word(subkeys, round);
      left ^= mix(right) ^ word(subkeys, round + 1);
    }
    data[at] = right ^ word(subkeys, rounds + 1);
    data[at + 1] = left;
  }

  function mix(value: number): number {
    const sum = word(boxes, value >>> 24) + word(boxes, 256 + ((value >>> 16) & 255));
    return (sum ^ word(boxes, 512 + ((value >>> 8) & 255))) + word(boxes, 768 + (value & 255));
  }

  /** Works the key, and the salt where there is one, into subkeys and boxes. */
  function expand(key: Uint32Array, salt: Uint32Array = noSalt): void {
    for (let index = 0; index < subkeyWords; index += 1) subkeys[index] = word(subkeys, index) ^ word(key, index);
    block.fill(0);
    let turn = 0;
    for (const target of [subkeys, boxes]) {
      for (let index = 0; index < target.length; index += 2) {
        block[0] = word(block, 0) ^ word(salt, turn);
        block[1] = word(block, 1) ^ word(salt, turn + 1);
        turn = 2 - turn;
        encrypt(block, 0);
        target[index] = word(block, 0);
        target[index + 1] = word(block, 1);
      }
    }
  }

  return { encrypt, expand };
}

const rounds = 16;
const subkeyWords = rounds + 2;
const stateWords = subkeyWords + 4 * 256;
const noSalt = new Uint32Array(4);

let digitsOfPi: Uint32Array | undefined;

/** Blowfish starts from the fraction of pi; calculating it (Machin, 3 ms) is shorter than 1,042 literals. */
function initial(): Uint32Array {
  digitsOfPi ??= fractionOfPi(stateWords);
  return digitsOfPi;
}

function fractionOfPi(count: number): Uint32Array {
  const guardBits = 64n;
  const bits = BigInt(count) * 32n;
  const one = 1n << (bits + guardBits);
  const fraction = ((16n * arctanOfInverse(5n, one) - 4n * arctanOfInverse(239n, one)) & (one - 1n)) >> guardBits;
  const hex = fraction.toString(16).padStart(count * 8, '0');
  return Uint32Array.from({ length: count }, (_, index) => Number.parseInt(hex.slice(index * 8, index * 8 + 8), 16));
}

function arctanOfInverse(x: bigint, one: bigint): bigint {
  let power = one / x;
  let sum = power;
  for (let odd = 3n, sign = -1n; power > 0n; odd += 2n, sign = -sign) {
    power /= x * x;
    sum += (sign * power) / odd;
  }
  return sum;
}

function word(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}
