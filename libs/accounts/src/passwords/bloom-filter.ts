import type { FileHandle } from 'node:fs/promises';
import type { HashSet } from './hash-set.js';

const MAGIC = Buffer.from('castellan bloom 1\n');
/** Behind the magic: the number of bits as a 64-bit, of probes as a 32-bit big-endian integer. */
const HEADER_BYTES = MAGIC.length + 12;
/** One password in a thousand is refused that no breach knows: 14.4 bits a hash and ten probes (Bloom 1970). */
const FALSE_POSITIVES = 1 / 1000;

/** Says whether the file is one that `BloomBuilder` made. */
export async function isBloomFilter(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(MAGIC.length), position: 0 });
  return bytesRead === MAGIC.length && buffer.equals(MAGIC);
}

/** A set that takes a twentieth of the room of a list, and is wrong about one in a thousand that are not in it. Stays in its file. */
export class BloomFilter implements HashSet {
  private constructor(
    private readonly file: FileHandle,
    private readonly bits: number,
    private readonly probes: number,
  ) {}

  static async open(file: FileHandle): Promise<BloomFilter> {
    const { buffer } = await file.read({ buffer: Buffer.alloc(HEADER_BYTES), position: 0 });
    return new BloomFilter(file, Number(buffer.readBigUInt64BE(MAGIC.length)), buffer.readUInt32BE(MAGIC.length + 8));
  }

  async has(hash: Buffer): Promise<boolean> {
    const found = await Promise.all(probesOf(hash, this.probes, this.bits).map((bit) => this.isSet(bit)));
    return !found.includes(false);
  }

  private async isSet(bit: number): Promise<boolean> {
    const { buffer } = await this.file.read({ buffer: Buffer.alloc(1), position: HEADER_BYTES + Math.floor(bit / 8) });
    return ((buffer[0] ?? 0) & (1 << (bit % 8))) !== 0;
  }
}

/** Makes the Bloom form of a list in memory: 1.8 bytes a hash. */
export class BloomBuilder {
  private readonly bits: number;
  private readonly probes: number;
  private readonly set: Buffer;

  /** @param expected how many hashes will come, or a little more */
  constructor(expected: number) {
    this.bits = Math.ceil((Math.max(1, expected) * -Math.log(FALSE_POSITIVES)) / Math.LN2 ** 2 / 8) * 8;
    this.probes = Math.round(-Math.log2(FALSE_POSITIVES));
    this.set = Buffer.alloc(this.bits / 8);
  }

  add(hash: Buffer): void {
    for (const bit of probesOf(hash, this.probes, this.bits)) this.set[Math.floor(bit / 8)]! |= 1 << (bit % 8);
  }

  /** The parts of the file, in their order. */
  parts(): readonly Buffer[] {
    const header = Buffer.alloc(HEADER_BYTES);
    MAGIC.copy(header);
    header.writeBigUInt64BE(BigInt(this.bits), MAGIC.length);
    header.writeUInt32BE(this.probes, MAGIC.length + 8);
    return [header, this.set];
  }
}

/** A cryptographic hash is as many independent ones as are cut out of it (Kirsch and Mitzenmacher 2006): two give them all. */
function probesOf(hash: Buffer, count: number, bits: number): readonly number[] {
  const [first, second] = [hash.readUIntBE(0, 6), hash.readUIntBE(6, 6)];
  return Array.from({ length: count }, (_, index) => (first + index * second) % bits);
}
