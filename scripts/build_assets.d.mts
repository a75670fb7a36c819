/** File names in the templates to the built ones: `{ 'app.css': 'app.1A2B3C4D.css' }`. */
export type AssetManifest = Record<string, string>
export function buildAssets(): Promise<AssetManifest>
export function buildAssetsIfStale(): Promise<AssetManifest>
