import { boot, href } from '../app/boot.js';

/** The product's name and logo, which lead home. */
export function Brand() {
  const { name, logo } = boot.brand;
  return (
    <a class="brand" href={href('/')}>
      {logo ? (
        <img src={logo} alt="" />
      ) : (
        <span class="mark" aria-hidden="true">
          {[...name][0]}
        </span>
      )}
      <span>{name}</span>
    </a>
  );
}
