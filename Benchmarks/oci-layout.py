#!/usr/bin/env python3
"""Makes an OCI image layout of plain tar files, one gzip layer each.

usage: oci-layout.py LAYOUT NAME LAYER.tar [LAYER.tar ...]
"""
import gzip, hashlib, json, pathlib, shutil, sys

layout, name, *tars = sys.argv[1:]
blobs = pathlib.Path(layout, "blobs", "sha256")
blobs.mkdir(parents=True, exist_ok=True)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def store(value):
    data = json.dumps(value, separators=(",", ":"), sort_keys=True).encode()
    found = hashlib.sha256(data).hexdigest()
    (blobs / found).write_bytes(data)
    return {"digest": f"sha256:{found}", "size": len(data)}


layers, diffs, history = [], [], []
for number, tar in enumerate(tars):
    part = blobs / "part"
    with open(tar, "rb") as plain, open(part, "wb") as raw:
        with gzip.GzipFile("", "wb", 6, raw, 0) as packed:
            shutil.copyfileobj(plain, packed, 1 << 20)
    found = digest(part)
    part.rename(blobs / found)
    layers.append({
        "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
        "digest": f"sha256:{found}",
        "size": (blobs / found).stat().st_size,
    })
    diffs.append(f"sha256:{digest(tar)}")
    history.append({"created_by": f"step {number}"})

config = store({
    "architecture": "amd64", "os": "linux", "config": {},
    "rootfs": {"type": "layers", "diff_ids": diffs}, "history": history,
})
manifest = store({
    "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
    "config": {"mediaType": "application/vnd.oci.image.config.v1+json", **config},
    "layers": layers,
})
pathlib.Path(layout, "oci-layout").write_text('{"imageLayoutVersion":"1.0.0"}')
pathlib.Path(layout, "index.json").write_text(json.dumps({
    "schemaVersion": 2,
    "manifests": [{
        "mediaType": "application/vnd.oci.image.manifest.v1+json", **manifest,
        "annotations": {"org.opencontainers.image.ref.name": name},
    }],
}))
