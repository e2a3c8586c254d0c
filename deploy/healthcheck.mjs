// Whether the process of this container lives, be it the API or the panel: for HEALTHCHECK, which also ends what hangs.
const { PORT = '3000', ADMIN_PORT = '3001' } = process.env;

const lives = async (port) => {
  const { ok } = await fetch(`http://127.0.0.1:${port}/healthz`);
  if (!ok) throw new Error(`/healthz at ${port} does not say so.`);
};

await Promise.any([lives(PORT), lives(ADMIN_PORT)]).catch(() => process.exit(1));
