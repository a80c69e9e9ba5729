// HdrHistogram's own formats, so that its existing tools read what a run recorded.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sim/histogram.h"

namespace kazasu::reports {

// One histogram as HdrHistogram's tools exchange it: base64 of the V2 compressed form (cookie 0x1c849304 |
// 0x10, length, zlib of Histogram::encode_v2()). Values are nanoseconds.
std::string encode_histogram(sim::Histogram const& histogram);
// The buckets of `text`; sum, minimum and maximum come back as the bounds of their buckets.
// Throws std::invalid_argument when `text` is not such a histogram or has another range or precision.
sim::Histogram decode_histogram(std::string_view text);

struct LogTimes {
  std::string started_at;  // ISO 8601 with its zone; the log names no start time when it is anything else
  double length_s = 0;     // of the interval that the histograms cover
};

// A histogram log (format version 1.3) with one interval per histogram, tagged with the histogram's name.
// The column Interval_Max is in milliseconds, as the format has it.
std::string histogram_log(std::map<std::string, sim::Histogram> const& histograms, LogTimes const& times);

}  // namespace kazasu::reports
