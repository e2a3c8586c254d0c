import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { eventually } from '../app/eventually.js';
import { freePort } from '../service/free-port.js';

const SERVER = 'redis-server';
const PASSWORD = 'of the cluster';
const run = promisify(execFile);

/** Three throw-away nodes of a Redis Cluster, each with a third of the slots, behind a password. */
export class OwnRedisCluster {
  private constructor(
    private readonly directory: string,
    private readonly ports: readonly number[],
    private readonly children: readonly ChildProcess[],
  ) {}

  static async start(): Promise<OwnRedisCluster> {
    const directory = mkdtempSync(join(tmpdir(), 'castellan-cluster-'));
    const ports = [await portOfNode(), await portOfNode(), await portOfNode()];
    const cluster = new OwnRedisCluster(
      directory,
      ports,
      ports.map((port) => startNode(directory, port)),
    );
    await eventually(() => Promise.all(ports.map((_, index) => cluster.ask(index, 'PING'))), Boolean);
    const hosts = ports.map((port) => `127.0.0.1:${port}`);
    await run('redis-cli', ['-a', PASSWORD, '--cluster', 'create', ...hosts, '--cluster-yes']);
    await cluster.isWhole();
    return cluster;
  }

  /** As an operator writes it. */
  get url(): string {
    return `redis://:${encodeURIComponent(PASSWORD)}@${this.ports.map((port) => `127.0.0.1:${port}`).join(',')}/?cluster`;
  }

  /** As somebody writes it who does not know that it is one. */
  get urlOfNode(): string {
    return `redis://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${this.ports[0]}`;
  }

  /** Hands the slot of a key on to the next node, key and all; `half`: it is on its way, so that the old node answers ASK. */
  async move(key: string, how: 'half' | 'whole'): Promise<void> {
    const slot = Number(await this.ask(0, 'CLUSTER', 'KEYSLOT', key));
    const from = Math.floor((slot * 3) / 16_384);
    const to = (from + 1) % 3;
    const [fromId, toId] = [String(await this.ask(from, 'CLUSTER', 'MYID')), String(await this.ask(to, 'CLUSTER', 'MYID'))];
    await this.ask(to, 'CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId);
    await this.ask(from, 'CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId);
    const keys = (await this.ask(from, 'CLUSTER', 'GETKEYSINSLOT', slot, 100)) as string[];
    for (const one of keys) await this.ask(from, 'MIGRATE', '127.0.0.1', this.ports[to]!, one, 0, 1_000, 'AUTH', PASSWORD);
    if (how === 'half') return;
    for (const node of [to, from]) await this.ask(node, 'CLUSTER', 'SETSLOT', slot, 'NODE', toId);
  }

  async nodesWithKeys(): Promise<number> {
    const sizes = await Promise.all(this.ports.map((_, index) => this.ask(index, 'DBSIZE')));
    return sizes.filter((size) => Number(size) > 0).length;
  }

  /** Stops a node as a machine that hangs, or lets it go on. */
  signal(node: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.children[node]?.kill(signal);
  }

  async isWhole(): Promise<void> {
    await eventually(
      () => Promise.all(this.ports.map((_, index) => this.ask(index, 'CLUSTER', 'INFO'))),
      (states) => states.every((state) => String(state).includes('cluster_state:ok')),
    );
  }

  async remove(): Promise<void> {
    await Promise.all(this.children.map((child) => new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'))));
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async ask(node: number, command: string, ...parameters: readonly (string | number)[]): Promise<unknown> {
    const redis = new Redis(this.ports[node]!, '127.0.0.1', { password: PASSWORD, lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => {}); // told by the command that fails
    try {
      await redis.connect();
      return await redis.call(command, ...parameters);
    } finally {
      redis.disconnect();
    }
  }
}

function startNode(directory: string, port: number): ChildProcess {
  const cluster = ['--cluster-enabled', 'yes', '--cluster-config-file', `${port}.conf`, '--cluster-node-timeout', '1000'];
  const data = ['--dir', directory, '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1', '--requirepass', PASSWORD];
  return spawn(SERVER, ['--port', String(port), ...cluster, ...data, '--masterauth', PASSWORD], { stdio: 'ignore' });
}

/** Nodes talk to each other by the port 10 000 above. */
async function portOfNode(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port <= 55_535) return port;
  }
}
