#include "reports/run_json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <concepts>
#include <optional>
#include <stdexcept>

#include "reports/histogram_log.h"
#include "reports/json_text.h"
#include "reports/run_fields.h"

namespace kazasu::reports {

namespace json = boost::json;

namespace {

template <typename T>
concept HasFields = requires {
  sizeof(FieldsOf<T>);
};

json::string_view view_of(std::string_view text) {
  return {text.data(), text.size()};
}

[[noreturn]] void fail(std::string const& path, std::string const& expected) {
  throw std::invalid_argument{"run.json: " + (path.empty() ? "the document" : path) + ": expected " +
                              expected};
}

// Overloads find each other by argument-dependent look-up through this tag.
struct Codec {};

json::value write(Codec, std::string const& text) {
  return json::value(view_of(valid_utf8(text)));
}
json::value write(Codec, double value) {
  return json::value(value);
}
json::value write(Codec, bool value) {
  return json::value(value);
}
json::value write(Codec, std::unsigned_integral auto value) {
  return json::value(std::uint64_t{value});
}
json::value write(Codec, Verdict verdict) {
  return json::value(view_of(name_of(verdict)));
}
json::value write(Codec, ClockKind clock) {
  return json::value(view_of(name_of(clock)));
}

// The encoding holds bucket counts only, so the exact sum and extremes stand beside it.
json::value write(Codec, sim::Histogram const& histogram) {
  auto const extremes = histogram.extremes();
  return json::object{{"hdr_v2", view_of(encode_histogram(histogram))},
                      {"sum_ns", extremes.sum},
                      {"min_ns", extremes.min},
                      {"max_ns", extremes.max},
                      {"saturated", extremes.saturated}};
}

template <typename T>
json::value write(Codec codec, std::vector<T> const& values) {
  auto array = json::array{};
  for (auto const& value : values) array.push_back(write(codec, value));
  return array;
}

template <typename T>
json::value write(Codec codec, std::map<std::string, T> const& values) {
  auto object = json::object{};
  for (auto const& [key, value] : values) object[view_of(valid_utf8(key))] = write(codec, value);
  return object;
}

// `null` for nothing.
template <typename T>
json::value write(Codec codec, std::optional<T> const& value) {
  return value ? write(codec, *value) : json::value(nullptr);
}

template <HasFields T>
json::object write_fields(Codec codec, T const& value) {
  auto object = json::object{};
  auto visit = [&object, codec](char const* name, auto const& member) {
    object[name] = write(codec, member);
  };
  FieldsOf<T>::each(visit, value);
  return object;
}

template <HasFields T>
json::value write(Codec codec, T const& value) {
  return write_fields(codec, value);
}

// The sentence is for whoever reads the file itself; the reader makes it again from the code.
json::value write(Codec codec, Reason const& reason) {
  auto object = write_fields(codec, reason);
  object["text"] = write(codec, reason_text(reason, Language::kEnglish));
  return object;
}

void read(Codec, std::string const& path, json::value const& value, std::string& out) {
  if (!value.is_string()) fail(path, "a string");
  out.assign(value.get_string().data(), value.get_string().size());
}

void read(Codec, std::string const& path, json::value const& value, double& out) {
  if (!value.is_number()) fail(path, "a number");
  out = value.to_number<double>();
}

void read(Codec, std::string const& path, json::value const& value, bool& out) {
  if (!value.is_bool()) fail(path, "true or false");
  out = value.get_bool();
}

template <std::integral T>
void read(Codec, std::string const& path, json::value const& value, T& out) {
  auto error = json::error_code{};
  out = value.is_double() ? T{} : value.to_number<T>(error);
  if (error || value.is_double()) fail(path, "a whole number in the range of its field");
}

void read(Codec, std::string const& path, json::value const& value, Verdict& out) {
  for (auto const verdict : {Verdict::kValid, Verdict::kInvalid, Verdict::kInterrupted}) {
    out = verdict;
    if (value == write(Codec{}, verdict)) return;
  }
  fail(path, "VALID, INVALID or INTERRUPTED");
}

void read(Codec, std::string const& path, json::value const& value, ClockKind& out) {
  for (auto const clock : {ClockKind::kReal, ClockKind::kVirtual}) {
    out = clock;
    if (value == write(Codec{}, clock)) return;
  }
  fail(path, "real or virtual");
}

json::value const& member_of(std::string const& path, json::value const& value, char const* name) {
  if (!value.is_object()) fail(path, "an object");
  auto const* member = value.get_object().if_contains(name);
  if (member == nullptr) fail(path + "/" + name, "this field, which is missing");
  return *member;
}

void read(Codec codec, std::string const& path, json::value const& value, sim::Histogram& out) {
  auto text = std::string{};
  read(codec, path + "/hdr_v2", member_of(path, value, "hdr_v2"), text);
  auto extremes = sim::Histogram::Extremes{};
  read(codec, path + "/sum_ns", member_of(path, value, "sum_ns"), extremes.sum);
  read(codec, path + "/min_ns", member_of(path, value, "min_ns"), extremes.min);
  read(codec, path + "/max_ns", member_of(path, value, "max_ns"), extremes.max);
  read(codec, path + "/saturated", member_of(path, value, "saturated"), extremes.saturated);
  try {
    out = decode_histogram(text);
    out.restore(extremes);
  } catch (std::invalid_argument const& error) {
    fail(path, std::string{"a histogram, but "} + error.what());
  }
}

template <typename T>
void read(Codec codec, std::string const& path, json::value const& value, std::vector<T>& out) {
  if (!value.is_array()) fail(path, "a list");
  for (auto const& item : value.get_array()) {
    auto const at = path + "/" + std::to_string(out.size());
    read(codec, at, item, out.emplace_back());
  }
}

template <typename T>
void read(Codec codec, std::string const& path, json::value const& value, std::map<std::string, T>& out) {
  if (!value.is_object()) fail(path, "an object");
  for (auto const& member : value.get_object()) {
    auto const key = std::string{member.key().data(), member.key().size()};
    read(codec, path + "/" + key, member.value(), out[key]);
  }
}

template <typename T>
void read(Codec codec, std::string const& path, json::value const& value, std::optional<T>& out) {
  if (value.is_null()) {
    out.reset();
  } else {
    read(codec, path, value, out.emplace());
  }
}

template <typename T>
constexpr bool kMayBeMissing = false;
template <typename T>
constexpr bool kMayBeMissing<std::optional<T>> = true;

template <HasFields T>
void read(Codec codec, std::string const& path, json::value const& value, T& out) {
  auto visit = [&path, &value, codec]<typename M>(char const* name, M& member) {
    // Files from before a field that may hold nothing do not have it.
    if (kMayBeMissing<M> && value.is_object() && !value.get_object().contains(name)) return;
    read(codec, path + "/" + name, member_of(path, value, name), member);
  };
  FieldsOf<T>::each(visit, out);
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kValid:
      return "VALID";
    case Verdict::kInvalid:
      return "INVALID";
    case Verdict::kInterrupted:
      break;
  }
  return "INTERRUPTED";
}

std::string_view name_of(ClockKind clock) {
  return clock == ClockKind::kReal ? "real" : "virtual";
}

std::string to_json(RunResult const& result) {
  auto document = json::object{{"schema", kSchemaVersion}};
  auto const fields = write(Codec{}, result);
  for (auto const& member : fields.get_object()) document[member.key()] = member.value();
  return write_json(document);
}

RunResult from_json(std::string_view text) {
  auto const document = parse_json(text);
  auto schema = 0;
  read(Codec{}, "/schema", member_of("", document, "schema"), schema);
  if (schema != kSchemaVersion) {
    fail("/schema", std::to_string(kSchemaVersion) + ", found " + std::to_string(schema) +
                        "; read it with the version of kazasu that wrote it");
  }
  auto result = RunResult{};
  read(Codec{}, "", document, result);
  return result;
}

}  // namespace kazasu::reports
