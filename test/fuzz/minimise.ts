/**
 * A smaller input for which `fails` still holds: cuts out ever smaller blocks as long as that works.
 * `tries` bounds the calls of `fails`.
 */
export async function minimise(
  input: Buffer,
  fails: (candidate: Buffer) => Promise<boolean>,
  tries = 500,
): Promise<Buffer> {
  let best = input;
  let left = tries;
  for (let size = 2 ** Math.ceil(Math.log2(best.length + 1)); size >= 1; size /= 2) {
    for (let at = 0; at < best.length && left > 0;) {
      left -= 1;
      const candidate = Buffer.concat([best.subarray(0, at), best.subarray(at + size)]);
      if (await fails(candidate)) best = candidate;
      else at += size;
    }
  }
  return best;
}
