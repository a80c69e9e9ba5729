#include "reports/histogram_log.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "reports/base64.h"

namespace kazasu::reports {
namespace {

// Made with hdr-histogram-js 3.0.1: the squares of 1 to 1000 in microseconds, and one hour twice.
constexpr auto kForeign =
    "HISTFAAAAd94nJWKMWgUQRhG539767kcxxGXEOQ8ggSRcAQVkRDCIRKihBBCCMEiWASxCEFERCwsLKJYiEi4wkIkQopDRKwE"
    "QUUsrEJIIVaWKa3t5WazuzO7O3txH9/3vX/YU4+7oVLHRSnVj6eiT5Tyrp7/9EbF936DvVF6J/hZZyugG/D2GL0q3yrsV3ju"
    "s1lh02PH47vHgcd7eAHb9OUr7MEufBQ+Cz+EXeGX8Fs4EP4If4V3wiOeCE+FZ8KW0BVeCq+EbWFH6OlfXgvXWWWVG6yxxk1u"
    "sc46G9zmDne5x30e8JANOnS4zBXNDLPMcE0zxxzzzLPAAossssQSyyyzwgqzjNOmzYROn3MJFzQXEy5pJnUmmdKZYlqnwzQT"
    "tA4Z1Uk5rRP1mLYxnZgzSSLOJokYTxLRZoSQkOEkcZuMWIk75mTSaWyaSUdpGtukZWwr6XqOhrUNK3Y3Mj5kvA5lOord6ZqE"
    "GQtziTtdm2FqBFQJMp1u1l3UcmZuzbJ8TMuvaW7qBV7PtG1psmauaXX8I1AtuaulW9y25a8orsvd+TXNdtdLMUHpS5CzwHml"
    "bdvgBPh4h6gCy1/5u+z1//GP9Oo7rjIrX7/0zX27zB/4mmbQS9aK76Iuvtyb2ocvUvkHXgpoPw==";

sim::Histogram squares() {
  auto histogram = sim::Histogram{};
  for (std::int64_t i = 1; i <= 1000; ++i) histogram.record(sim::Duration{i * i * 1000});
  for (int i = 0; i < 2; ++i) histogram.record(sim::Duration{sim::Histogram::kHighest});
  return histogram;
}

TEST(HistogramLog, ReadsWhatAnotherImplementationWrote) {
  auto const decoded = decode_histogram(kForeign);
  EXPECT_EQ(decoded.count(), 1002U);
  EXPECT_EQ(decoded.percentile(50).count(), 251'002'879);
  EXPECT_EQ(decoded.percentile(90).count(), 813'694'975);
  EXPECT_EQ(decoded.percentile(99).count(), 984'088'575);
  EXPECT_EQ(decoded, decode_histogram(encode_histogram(squares())));
}

TEST(HistogramLog, WritesTheCompressedFormWithItsCookie) {
  auto const text = encode_histogram(squares());
  EXPECT_TRUE(text.starts_with("HISTFAAA")) << text;
  auto const bytes = from_base64(text);
  EXPECT_EQ(bytes.substr(0, 4), "\x1c\x84\x93\x14");
  EXPECT_EQ(static_cast<unsigned char>(bytes[8]), 0x78U);  // zlib, 32 KiB window
}

TEST(HistogramLog, RestoresExactExtremes) {
  auto const original = squares();
  auto decoded = decode_histogram(encode_histogram(original));
  EXPECT_NE(decoded, original);
  decoded.restore(original.extremes());
  EXPECT_EQ(decoded, original);
  auto wrong = original.extremes();
  wrong.max = 17;
  EXPECT_THROW(decoded.restore(wrong), std::invalid_argument);
}

TEST(HistogramLog, RefusesWhatIsNoHistogram) {
  auto const text = encode_histogram(squares());
  EXPECT_THROW(decode_histogram(""), std::invalid_argument);
  EXPECT_THROW(decode_histogram("HISTFAAA"), std::invalid_argument);
  EXPECT_THROW(decode_histogram(text.substr(0, text.size() - 8)), std::invalid_argument);
  EXPECT_THROW(decode_histogram("not base64!"), std::invalid_argument);
  auto damaged = from_base64(text);
  damaged[20] = static_cast<char>(damaged[20] ^ 0x55);
  EXPECT_THROW(decode_histogram(to_base64(damaged)), std::invalid_argument);
}

TEST(HistogramLog, WritesOneTaggedIntervalForEachHistogram) {
  auto const log = histogram_log({{"response", squares()}, {"stage/a, b", sim::Histogram{}}},
                                 {.started_at = "2026-01-05T08:30:00+09:00", .length_s = 60});
  EXPECT_EQ(log,
            "#[Histogram log format version 1.3]\n#[Values are nanoseconds]\n"
            "#[StartTime: 1767569400.000 (seconds since epoch), 2026-01-05T08:30:00+09:00]\n"
            "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n"
            "Tag=response,0.000,60.000,3600000.000," +
                encode_histogram(squares()) + "\nTag=stage/a__b,0.000,60.000,0.000," + encode_histogram({}) +
                "\n");
}

TEST(HistogramLog, LeavesOutAStartTimeThatIsNoTime) {
  auto const log = histogram_log({}, {.started_at = "this morning", .length_s = 1});
  EXPECT_EQ(log.find("StartTime:"), std::string::npos);
}

TEST(Base64, MatchesTheVectorsOfRfc4648) {
  for (auto const& [plain, coded] : {std::pair{"", ""},
                                     {"f", "Zg=="},
                                     {"fo", "Zm8="},
                                     {"foo", "Zm9v"},
                                     {"foob", "Zm9vYg=="},
                                     {"fooba", "Zm9vYmE="},
                                     {"foobar", "Zm9vYmFy"}}) {
    EXPECT_EQ(to_base64(plain), coded);
    EXPECT_EQ(from_base64(coded), plain);
  }
  EXPECT_THROW(from_base64("Zg="), std::invalid_argument);
  EXPECT_THROW(from_base64("Zg==Zg=="), std::invalid_argument);
}

}  // namespace
}  // namespace kazasu::reports
