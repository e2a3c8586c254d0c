import { boot, href } from '../app/boot.js';

/** The product's name and logo, which lead home. */
export function Brand() {
  return (
    <a class="brand" href={href('/')}>
      <Mark />
      <span>{boot.brand.name}</span>
    </a>
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
