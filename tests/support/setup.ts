import fc from "fast-check";

/**
 * Properties run on the same cases everywhere, so that a build never fails by chance. `FC_SEED=random` explores: a failure
 * prints the seed and path that reproduce it, and becomes a case of its own.
 */
const given = process.env.FC_SEED;
if (given !== "random")
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: given === undefined ? 20_240_110 : Number(given) });
