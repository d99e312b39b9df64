import Advisories
import Formats
import Model

/// What a feed gives for a text.
func read(
  _ text: String,
  _ path: String,
  by feed: any Feed,
  limits: Limits = .standard
) throws(FeedError) -> FeedSink {
  try read(Array(text.utf8), path, by: feed, limits: limits)
}

/// What a feed gives for bytes.
func read(
  _ bytes: [UInt8],
  _ path: String,
  by feed: any Feed,
  limits: Limits = .standard
) throws(FeedError) -> FeedSink {
  var sink = FeedSink()
  try feed.read(bytes.span, path: path, limits: limits, into: &sink)
  return sink
}
