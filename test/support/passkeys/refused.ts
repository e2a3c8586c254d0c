import { InvalidPasskey } from '@castellan/passkeys';

/** All reasons are told alike, in the same words. */
export async function expectInvalid(attack: Promise<unknown>, reason?: string): Promise<void> {
  const error: unknown = await attack.then(
    () => 'it was let in',
    (refusal: unknown) => refusal,
  );
  expect(error).toBeInstanceOf(InvalidPasskey);
  expect((error as InvalidPasskey).getResponse()).toEqual({
    type: 'urn:castellan:error:invalid_passkey',
    status: 401,
    detail: 'The passkey could not be verified.',
    code: 'invalid_passkey',
    ...(reason && { reason }),
  });
}
