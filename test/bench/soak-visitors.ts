import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../support/cluster/cluster.js';
import type { Answer, HttpClient } from '../support/http/client.js';
import { aUser, type BearerSession, bearerSession, type Person } from '../support/people/people.js';
import { aProtectedUser, type ProtectedPerson } from '../support/people/second-factor.js';

const STEP_MS = 30_000;
const PAUSE_MS = 50;
const TURNS = 5;
/** A visitor signs up anew once in so many visits. */
const VISITS_A_PERSON = 20;

/** People who come again and again, do what one does, and now and then are somebody new. */
export class Visitors {
  private readonly counts: Record<string, number> = {};
  private visits = 0;
  private readonly steps = new Map<ProtectedPerson, number>();

  private constructor(
    private readonly cluster: Cluster,
    private readonly people: Person[],
    private readonly protectedPeople: readonly ProtectedPerson[],
  ) {}

  static async meet(cluster: Cluster, count: number): Promise<Visitors> {
    const people: Person[] = [];
    const protectedPeople: ProtectedPerson[] = [];
    while (people.length < count) {
      people.push(await aUser(cluster, { verified: false }));
      protectedPeople.push(await aProtectedUser(cluster));
    }
    return new Visitors(cluster, people, protectedPeople);
  }

  /** What was done how often. */
  told(): string {
    return Object.entries(this.counts)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ');
  }

  /** Through the balancer, from a new address. */
  async visit(visitor: number): Promise<void> {
    const client = this.cluster.client();
    this.visits += 1;
    if (this.visits % VISITS_A_PERSON === 0) this.people[visitor] = await this.somebodyNew(client);
    const session = (await this.signInWithBoth(client, this.protectedPeople[visitor]!)) ?? (await this.signIn(client, visitor));
    await this.lookAround(client, session);
  }

  private async somebodyNew(client: HttpClient): Promise<Person> {
    this.count('sign-ups');
    return aUser({ client: () => client, mailTo: () => Promise.reject(new Error('no mail is read')) }, { verified: false });
  }

  private async signIn(client: HttpClient, visitor: number): Promise<BearerSession> {
    const answer = await this.ask('sign-ins', client.post('/api/auth/login/', { ...this.people[visitor]!, transport: 'bearer' }));
    return bearerSession(answer);
  }

  /** Null while the phone shows a code that was used. */
  private async signInWithBoth(client: HttpClient, person: ProtectedPerson): Promise<BearerSession | null> {
    const step = Math.floor(Date.now() / STEP_MS);
    if (step <= (this.steps.get(person) ?? step)) {
      this.steps.set(person, this.steps.get(person) ?? step); // that of the enrolment, or a later one
      return null;
    }
    this.steps.set(person, step);
    const { email, password, phone } = person;
    const { body } = await this.ask('first steps', client.post('/api/auth/login/', { email, password, transport: 'bearer' }));
    const second = { session_token: body.session_token, code: phone.code() };
    return bearerSession(await this.ask('second steps', client.post('/api/auth/2fa/verify-login/', second)));
  }

  private async lookAround(client: HttpClient, session: BearerSession): Promise<void> {
    let { bearer, refresh } = session;
    for (let turn = 0; turn < TURNS; turn += 1) {
      await this.ask('looks at me', client.get('/api/auth/me/', bearer));
      const { body } = await this.ask('refreshes', client.post('/api/auth/refresh/', { refresh }));
      [bearer, refresh] = [{ authorization: `Bearer ${body.access}` }, body.refresh];
      await sleep(PAUSE_MS);
    }
    const profile = JSON.stringify({ bio: `seen ${new Date().toISOString()}` });
    await this.ask('profiles saved', client.send('PATCH', '/api/profile/', profile, { 'content-type': 'application/json', ...bearer }));
    await this.ask('sign-outs', client.post('/api/auth/logout/', { refresh }));
    const after = await client.get('/api/auth/me/', bearer);
    if (after.status === 200) this.count('looks after a sign-out'); // by another node, within a second
  }

  private async ask(what: string, answering: Promise<Answer>): Promise<Answer> {
    const answer = await answering;
    if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${String(answer.body?.code)}`);
    this.count(what);
    return answer;
  }

  private count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }
}
