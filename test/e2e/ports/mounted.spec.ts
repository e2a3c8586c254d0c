import type { OutgoingMail } from '@castellan/notifications';
import { eventually } from '../../support/app/eventually.js';
import { MountedHost } from '../../support/mount/mounted-host.js';
import { someone } from '../../support/people/people.js';

/** Production starts on no embedded database. */
const onServer = process.env['DATABASE_URL'] ? it : it.skip;

describe('a part that a host replaces in the Castellan it has inside', () => {
  onServer('is the host’s own object: production asks for no mail server, and the host sees each mail', async () => {
    const sent: OutgoingMail[] = [];
    const onModuleInit = jest.fn();
    const mailTransport = { onModuleInit, send: async (mail: OutgoingMail) => void sent.push(mail) };
    const options = {
      environment: 'production',
      publicUrl: 'https://shop.example/auth',
      mailFrom: 'Shop <no-reply@shop.example>',
      secretKeys: ['hY3w1cLr8tQ0vKzUe5mXbN7sDa2PjF4gJ6iRoTqSVxA='],
      bcryptCost: 10,
      ports: { mailTransport },
    } as const;
    const host = await MountedHost.start('fastify', { options });
    try {
      const person = someone();
      const { status } = await host.client().post('/api/auth/signup/', person);
      const [mail] = await eventually(
        async () => sent,
        (seen) => seen.length > 0,
      );

      expect([status, mail?.to, mail?.from]).toEqual([201, person.email, 'Shop <no-reply@shop.example>']);
      expect(onModuleInit).not.toHaveBeenCalled();
    } finally {
      await host.close();
    }
  });

  it('stops the host when it is filled wrongly, and is named', async () => {
    const options = { ports: { mailTransport: {} as never } };

    await expect(MountedHost.start('fastify', { options })).rejects.toThrow('ports.mailTransport: it has no method send().');
  });
});
