import { HaproxyFile } from '../deploy/haproxy-file.js';

/**
 * The documented haproxy as it stands behind another proxy, which has ended TLS and says in `X-Forwarded-For` who asks: that one is the
 * test.
 */
export class Balancer {
  private constructor(
    private readonly haproxy: HaproxyFile,
    private readonly port: number,
  ) {}

  static async start(port: number, nodes: readonly string[], panelNode?: string): Promise<Balancer> {
    return new Balancer(await HaproxyFile.start(nodes, { https: port, panelNode, edit: behindAnother }), port);
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A line for each request and each change of a node's health. */
  get log(): string {
    return this.haproxy.log;
  }

  remove(): Promise<void> {
    return this.haproxy.remove();
  }
}

/** docs/operations/proxies.md, “HAProxy”. */
const behindAnother = (text: string): string =>
  text.replace(/^ *http-request set-header X-Forwarded-For .*\n/gm, '').replace(/ ssl crt "[^"]*" alpn http\/1\.1$/gm, '');
