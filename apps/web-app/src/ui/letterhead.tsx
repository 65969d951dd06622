/** The office's letterhead on paper: logo, name, lines, and the line of the stamp. */
import type { Answer } from '../api/contracts.ts';
import classes from './letterhead.module.css';

export function Letterhead({ letterhead }: { letterhead: Answer<'GET /office/letterhead'> }) {
  const { name, lines, signer, logo } = letterhead;
  return (
    <div className={classes.letterhead}>
      {logo !== null && <img src={logo.dataUrl} alt="" width={logo.width} height={logo.height} />}
      <div>
        <strong>{name}</strong>
        {lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
        {signer !== null && <div className={classes.signer}>{signer}</div>}
      </div>
    </div>
  );
}
