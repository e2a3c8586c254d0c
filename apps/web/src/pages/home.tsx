import { useSession } from '../app/session.js';
import { Blank, Unreachable } from '../components/signed-in.js';
import { SignedInHome } from './home/signed-in-home.js';
import { SignedOutHome } from './home/signed-out-home.js';

/** `/`: the way in, or what there is of one's account. */
export default function Home() {
  const session = useSession();
  if (session.state === 'unreachable') return <Unreachable />;
  if (session.state === 'asking') return <Blank />;
  return session.state === 'in' ? <SignedInHome user={session.user} /> : <SignedOutHome />;
}
