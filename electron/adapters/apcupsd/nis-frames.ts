/**
 * apcupsd's network information server: every record is a frame of a big-endian 16-bit length and so many bytes; an empty frame ends
 * the reply. Takes bytes in any portions.
 */
export class NisFrames {
  #waiting = Buffer.alloc(0);
  readonly #records: string[] = [];
  #isComplete = false;

  /** False when the bytes cannot be a reply: more records than any apcupsd has. */
  take(bytes: Buffer): boolean {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    while (!this.#isComplete && this.#waiting.length >= 2) {
      const length = this.#waiting.readUInt16BE(0);
      if (length === 0) {
        this.#isComplete = true;
        break;
      }
      if (this.#waiting.length < 2 + length) break;
      this.#records.push(decode(this.#waiting.subarray(2, 2 + length)));
      this.#waiting = this.#waiting.subarray(2 + length);
      if (this.#records.length > mostRecords) return false;
    }
    return true;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  get records(): readonly string[] {
    return this.#records;
  }
}

const mostRecords = 500;

export function nisCommand(text: string): Buffer {
  const body = Buffer.from(text, 'latin1');
  const frame = Buffer.alloc(2 + body.length);
  frame.writeUInt16BE(body.length, 0);
  body.copy(frame, 2);
  return frame;
}

function decode(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\0\r\n]+$/g, '');
}
