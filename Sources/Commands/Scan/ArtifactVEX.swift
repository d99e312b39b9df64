import Artifacts
import Model
import Policy

/// Statements on exploitability that come with the artifact itself, for those who asked for them.
struct ArtifactVEX {
  private(set) var documents: [VEXDocument] = []
  /// What could not be read, a sentence each.
  private(set) var complaints: [String] = []

  init(_ attachments: [Attachment]) {
    for attachment in attachments {
      // Whoever reads a report has to see that nobody vouches for this but the artifact.
      let name = "from the artifact, not verified: \(attachment.origin)"
      do throws(VEXError) {
        documents.append(
          try VEXReader.read(
            attachment.bytes.span,
            name: name,
            from: .artifact,
            limits: .standard
          )
        )
      } catch .unknownFormat {
        // Bills of materials and attestations of other things are attached in the same way.
        continue
      } catch {
        complaints.append("\(attachment.origin): \(error)")
      }
    }
  }
}
