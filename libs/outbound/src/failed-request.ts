/** Why a request was not made, or got no answer: for operators, in our words. No text of whoever was asked, no path, no query. */
export class FailedRequest extends Error {
  override readonly name = FailedRequest.name;

  constructor(
    readonly reason: string,
    cause?: unknown,
  ) {
    super(reason, { cause });
  }
}
