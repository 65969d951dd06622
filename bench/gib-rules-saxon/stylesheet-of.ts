/** Writes a flattened schematron as XSLT: a mode a pattern, a template a rule, the first rule that fits wins. */

import type { Schema, SchemaAssert } from '@muhasebi/connectors/gib-rules/schematron/schema.ts';

/** `version` 1.0 asks Saxon for the compatibility that GİB's rules need. */
export function stylesheetOf(schema: Schema, type: string): string {
  const namespaces = [...schema.namespaces].map(([prefix, uri]) => `xmlns:${prefix}="${escaped(uri)}"`);
  const lets = schema.lets.map(({ name, value }) => variable(name, name === 'type' ? `'${type}'` : value));
  const modes = schema.patterns.map((pattern, index) => {
    const rules = pattern.rules.map(
      ({ context, asserts }, place) =>
        `<xsl:template match="${escaped(context)}" mode="m${index}" priority="${1000 - place}">` +
        `${asserts.map(assertOf).join('')}${further(index)}</xsl:template>`,
    );
    return `${rules.join('\n')}<xsl:template match="@*|*" mode="m${index}" priority="-1">${further(index)}</xsl:template>`;
  });
  const start = schema.patterns.map((_, index) => `<xsl:apply-templates select="/" mode="m${index}"/>`);
  return (
    `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" ${namespaces.join(' ')}>` +
    `<xsl:output method="xml"/>${lets.join('')}<xsl:template match="/"><faults>${start.join('')}</faults></xsl:template>` +
    `${modes.join('\n')}</xsl:stylesheet>`
  );
}

function variable(name: string, value: string): string {
  return `<xsl:variable name="${name}" select="${escaped(value)}"/>`;
}

function further(mode: number): string {
  return `<xsl:apply-templates select="@*|*" mode="m${mode}"/>`;
}

function assertOf({ rule, test, report, message }: SchemaAssert): string {
  const words = message.map((part) => {
    if (part.kind === 'text') return `<xsl:text>${escaped(part.text)}</xsl:text>`;
    return `<xsl:value-of select="${escaped(part.kind === 'name' ? `name(${part.path ?? '.'})` : part.select)}"/>`;
  });
  const condition = escaped(report ? test : `not(${test})`);
  return `<xsl:if test="${condition}"><fault rule="${rule}">${words.join('')}</fault></xsl:if>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
