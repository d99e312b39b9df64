import Model

/// What an image carries in vain.
let sizeChecks: [ImageCheck] = [
  leftovers(
    [.packageCache, .packageLists],
    "PLM-A020",
    .low,
    "Caches and lists of package managers",
    why: "Nothing reads them at run time, and every pull carries them.",
    remedy: "Remove them in the step that makes them, or keep them in a cache mount",
    aliases: ["CIS-DI-0007", "DKL-DI-0005"],
    example: "var/lib/apt/lists/a"
  ),
  leftovers(
    [.documentation],
    "PLM-A021",
    .negligible,
    "Documentation",
    why: "Nobody reads it in a container.",
    remedy: "Leave it out with the path-exclude of dpkg or tsflags=nodocs of rpm",
    example: "usr/share/man/man1/a.1"
  ),
  leftovers(
    [.temporary, .logs],
    "PLM-A022",
    .negligible,
    "Temporary files and logs of the build",
    why: "They tell how the image was built, and now and then more than that.",
    remedy: "Remove them in the step that makes them",
    aliases: ["DKL-LI-0003"],
    example: "var/log/build.log"
  ),
  leftovers(
    [.repository],
    "PLM-A023",
    .medium,
    "A repository with its history",
    why: "It holds all that was ever in it, also what was removed for being secret.",
    remedy: "Name .git in .dockerignore",
    aliases: ["DKL-LI-0003"],
    smallest: 0,
    example: "app/.git/config"
  ),
  leftovers(
    [.buildFiles],
    "PLM-A024",
    .low,
    "Files of the build",
    why: "They tell how and with what the image is made and run; .env tells more.",
    remedy: "Name them in .dockerignore",
    aliases: ["DKL-LI-0003"],
    smallest: 0,
    example: "app/Dockerfile"
  ),
  leftovers(
    [.archives],
    "PLM-A025",
    .negligible,
    "Archives that were left behind",
    why: "What was unpacked is there twice.",
    remedy: "Remove the archive in the step that unpacks it, or use ADD",
    smallest: 0,
    example: "opt/app.tar.gz"
  ),
  ImageCheck(
    .surface,
    Rule(
      "PLM-A030",
      .low,
      "Layers with files that later layers delete or replace",
      why: "Deleting a file in a later step hides it; it is still pulled, and can still be read.",
      remedy: "Remove files in the step that makes them, or copy what is wanted from another stage"
    ),
    passing: ["file 0644 a 5000000\n", "file 0644 a 10\nlayer\nfile 0644 a 10\n"],
    failing: ["file 0644 a 5000000\nlayer\nfile 0644 a 10\n"],
    faults: { image in
      image.survey.buried.filter { $0.bytes >= 1 << 20 }.map { buried in
        ImageSubject.Fault(
          title: "Layer \(buried.layer) carries \(String(bytes: buried.bytes)) in \(buried.files) "
            + "files that later layers delete or replace",
          layer: buried.layer,
          anchor: buried.largest.first?.path ?? "",
          places: buried.largest.map { "\($0.path) (\(String(bytes: $0.bytes)))" }
        )
      }
    }
  ),
  ImageCheck(
    .surface,
    Rule(
      "PLM-A031",
      .negligible,
      "The same program or library more than once",
      why: "Each copy is pulled and kept, and an update may miss one.",
      remedy: "Keep one, and link the others to it; copying and chmod in two steps makes two"
    ),
    passing: ["program usr/bin/a 2000000 1\nprogram usr/bin/b 2000000 2\n"],
    failing: ["program usr/bin/a 2000000 1\nprogram opt/a 2000000 1\n"],
    faults: { image in
      guard image.isImage else { return [] }
      return image.survey.duplicates.map { copies in
        ImageSubject.Fault(
          title:
            "\(copies.paths.count) copies of \(copies.paths[0]) waste \(String(bytes: copies.wasted))",
          path: copies.paths[0],
          places: copies.paths
        )
      }
    }
  ),
]

private func leftovers(
  _ kinds: Set<Leftover.Kind>,
  _ id: String,
  _ severity: Severity,
  _ title: String,
  why: String,
  remedy: String,
  aliases: [String] = [],
  smallest: Int64 = 1 << 20,
  example: String
) -> ImageCheck {
  ImageCheck(
    .surface,
    Rule(id, severity, title, why: why, remedy: remedy, aliases: aliases),
    passing: ["file 0644 srv/data 2000000\n", "no settings\nfile 0644 \(example) 2000000\n"],
    failing: ["file 0644 \(example) 2000000\n"],
    faults: { image in
      guard image.isImage else { return [] }
      return image.survey.leftovers.filter { kinds.contains($0.kind) && $0.bytes >= smallest }.map {
        let size =
          $0.files == 1
          ? String(bytes: $0.bytes) : "\(String(bytes: $0.bytes)) in \($0.files) files"
        return ImageSubject.Fault(
          title: "\($0.path): \(size)",
          path: $0.path,
          layer: $0.layer
        )
      }
    }
  )
}
