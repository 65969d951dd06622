/** The routes of showing a document: each finds the file and has it drawn or read. */
import { Readable } from 'node:stream';
import { VIEW_POLICY } from '@muhasebi/connectors/ubl-view/clean-html.ts';
import type { DrawingRoom } from '@muhasebi/connectors/ubl-view/drawing-room.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { FeatureDeps } from '../feature.ts';
import { documentViewContract as contract, DESIGN_HEADER, REFUSAL_HEADER } from './contract.ts';
import { drawStored } from './draw-stored.ts';
import { openDocument, openRendering } from './open-document.ts';
import { readPart } from './read-part.ts';

export function viewRoutes(deps: FeatureDeps, room: DrawingRoom): RouteImplementation[] {
  return [
    implement(contract.showDocument, async (ctx, { params, query }) => {
      const document = await openDocument(deps, ctx.scope, params.documentId);
      const wanted = { as: 'html', design: query.design, language: ctx.language } as const;
      const { design, content, refusal } = await drawStored(room, document, wanted);
      ctx.setHeader(DESIGN_HEADER, design);
      if (refusal !== null) {
        ctx.setHeader(REFUSAL_HEADER, refusal.refusal);
        ctx.log.info({ documentId: params.documentId, ...refusal }, 'a design was not drawn');
      }
      return {
        fileName: `${document.name}.html`,
        contentType: 'text/html; charset=utf-8',
        sizeBytes: content.length,
        stream: Readable.from([content]),
        shownUnder: VIEW_POLICY,
      };
    }),
    implement(contract.printDocument, async (ctx, { params }) => {
      const document = await openDocument(deps, ctx.scope, params.documentId);
      const wanted = { as: 'pdf', design: 'own', language: ctx.language } as const;
      const { content } = await drawStored(room, document, wanted);
      return {
        fileName: `${document.name}.pdf`,
        contentType: 'application/pdf',
        sizeBytes: content.length,
        stream: Readable.from([content]),
      };
    }),
    implement(contract.getRendering, ({ scope }, { params }) => openRendering(deps, scope, params)),
    implement(contract.readXml, async ({ scope }, { params, query }) => {
      const document = await openDocument(deps, scope, params.documentId);
      const part = await readPart(document.stream, query);
      return { ...part, sizeBytes: document.sizeBytes };
    }),
  ];
}
