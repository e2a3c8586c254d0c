import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { eventually } from '../app/eventually.js';
import type { Image } from './image.js';

/** A root file system of what a slim base image has, all of it read-only, in a mount namespace of its own. */
const ENTER = `
  set -e
  root=$1 image=$2; shift 2
  mount -t tmpfs none "$root"
  mkdir "$root/usr" "$root/etc" "$root/dev" "$root/proc" "$root/tmp" "$root/castellan"
  for link in bin lib lib64 sbin; do ln -s "usr/$link" "$root/$link"; done
  for part in usr etc; do mount --bind "/$part" "$root/$part"; mount -o remount,bind,ro "$root/$part"; done
  mount --rbind /dev "$root/dev"
  mount -t proc none "$root/proc"
  mount --bind "$image" "$root/castellan"; mount -o remount,bind,ro "$root/castellan"
  mount -o remount,ro "$root"
  exec chroot "$root" setpriv --reuid=1000 --regid=1000 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \\
    env --chdir=/castellan "$@"
`;

/** A command in the image, as `docker run --read-only --cap-drop ALL` would run it: not root, and nowhere to write. */
export class Container {
  private printed = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
  }

  /** Who may mount. */
  static get canRun(): boolean {
    return process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;
  }

  static start(image: Image, command: readonly string[], environment: Readonly<Record<string, string>>): Container {
    return new Container(spawn('unshare', argumentsFor(image, command), { env: { ...image.environment, ...environment } }));
  }

  /** Runs it to its end. */
  static run(
    image: Image,
    command: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): { code: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync('unshare', argumentsFor(image, command), {
      env: { ...image.environment, ...environment },
      encoding: 'utf8',
    });
    return { code: status, output: stdout + stderr };
  }

  get output(): string {
    return this.printed;
  }

  async printedLine(text: string): Promise<void> {
    await eventually(
      () => Promise.resolve(this.output),
      (output) => output.includes(text) || this.child.exitCode !== null,
    );
    if (!this.output.includes(text)) throw new Error(`It did not print "${text}": ${this.output}`);
  }

  /** @returns the exit code */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.child.once('close', resolve));
    this.child.kill('SIGTERM');
    return ended;
  }
}

const argumentsFor = (image: Image, command: readonly string[]): string[] => [
  '--mount',
  'sh',
  '-c',
  ENTER,
  'sh',
  '/mnt',
  image.root,
  ...command,
];
