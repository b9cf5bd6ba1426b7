import type { BuildSettings } from "./index/build-index.ts";
import { openClusterIndex } from "./index/cluster/open-cluster-index.ts";
import { openIndex } from "./index/open-index.ts";
import type { PassageIndex } from "./index/passage-index.ts";
import type { Folders } from "./sources.ts";

export interface IndexParts extends Omit<BuildSettings, "indexDir"> {
  /** Told in plain words what happens to the index. */
  tell: (sentence: string) => void;
}

/** The index that the settings name: in the cluster of INDEX_URL, or else in the folder INDEX_DIR. */
export function openConfiguredIndex(
  { cluster, indexDir }: Pick<Folders, "cluster" | "indexDir">,
  { tell, ...parts }: IndexParts,
): Promise<PassageIndex> {
  if (cluster) return openClusterIndex({ ...parts, tell, address: cluster });
  return openIndex({ ...parts, indexDir, onRebuild: tell });
}
