import { isPublicAddress } from '@castellan/common';
import { Web } from '@castellan/outbound';

const web = new Web(
  { takesName: (_name, protocol) => protocol === 'https:', takesAddress: (address) => isPublicAddress(address) },
  { timeoutMs: 5_000, answerBytes: 65_536 },
);

export async function ping(address: string): Promise<number> {
  const { status } = await web.tell(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  return status;
}
