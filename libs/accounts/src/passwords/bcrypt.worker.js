// Runs on a worker thread: plain JavaScript, so that the file is the same in tests and in the build.
import bcrypt from 'bcrypt';

/** @param {{ password: string, cost: number }} task @returns {string} */
export const hash = ({ password, cost }) => bcrypt.hashSync(password, cost);

/** @param {{ password: string, hash: string }} task @returns {boolean} */
export const verify = ({ password, hash: stored }) => bcrypt.compareSync(password, stored);
