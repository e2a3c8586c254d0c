import { boot } from '../app/boot.js';

/** The product's name and logo. They lead home, where that is known. */
export function Brand() {
  const parts = (
    <>
      <Mark />
      <span>{boot.brand.name}</span>
    </>
  );
  return boot.home !== null ? (
    <a class="brand" href={boot.home}>
      {parts}
    </a>
  ) : (
    <span class="brand">{parts}</span>
  );
}

/** The logo; where there is none, the first letter of the name. */
export function Mark() {
  const { name, logo } = boot.brand;
  if (logo) return <img src={logo} alt="" />;
  return (
    <span class="mark" aria-hidden="true">
      {[...name][0]}
    </span>
  );
}
