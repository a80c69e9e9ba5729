// The exchange folder on the disk: req, res, face and trash.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/adapters/files/descriptor.h"
#include "emulators/adapters/files/durable_file.h"

namespace kazasu::adapters {

// What tells one state of a file from another.
struct FileStamp {
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;
  bool operator==(FileStamp const&) const = default;
};

enum class ReadFault : std::uint8_t { kNone, kGone, kNotRegular, kTooLong, kStillWritten, kDenied };
struct ReadFile {
  ReadFault fault = ReadFault::kGone;
  std::string bytes = {};
  FileStamp stamp = {};
};

// Everything throws std::runtime_error with the path and the system's reason when the disk does not do what
// it should. One process at a time has a folder.
class ExchangeFolders {
 public:
  using Time = std::chrono::steady_clock::time_point;
  enum class Place : std::uint8_t { kRequests, kResults, kFaces };

  // Makes what is not there. A request is complete when its writer closed it or renamed it in, or when it is
  // unchanged for `settle`.
  ExchangeFolders(std::filesystem::path root, std::chrono::milliseconds settle);

  // Names in req that became complete since the last call. A name comes again when its file changes.
  std::vector<std::string> complete_requests(Time now);
  // True when every file of req has been looked at as often as it takes to find it complete.
  bool settled() const { return scans_ >= 2; }
  // At most `limit` bytes. Links are not followed.
  ReadFile read_request(std::string const& name, std::size_t limit) const;
  // Whole or not at all, and on the disk when it returns. Replaces.
  void put(Place place, std::string const& name, std::string_view bytes) const;
  bool has(Place place, std::string const& name) const;
  // The request is answered: removed, unless it is another one by now.
  void remove_request(std::string const& name, FileStamp const& stamp) const;
  // The same, kept in trash under its name or "NAME.2", "NAME.3", ... What is no file has no stamp.
  void discard_request(std::string const& name, FileStamp const& stamp) const;
  // True for what an earlier process answered and had no time to remove: a request that is there unchanged
  // from the start, and is no younger than the result of its name. `result_stem` is that name without its
  // ending.
  bool is_answered(std::string const& request, std::string const& result_stem) const;
  void remove_answered(std::string const& request) const;
  // Removes results that nobody fetched for `stay`; returns how many.
  std::size_t expire(std::chrono::minutes stay, std::chrono::system_clock::time_point now) const;
  // Names in face that begin with `prefix`.
  std::vector<std::string> names_of_faces(std::string_view prefix) const;
  void remove_face(std::string const& name) const;

 private:
  void read_events();
  void scan(std::vector<std::string>& complete);
  std::filesystem::path const& folder(Place place) const {
    return place == Place::kRequests ? req_ : place == Place::kResults ? res_ : face_;
  }

  std::filesystem::path root_, req_, res_, face_, trash_;
  std::chrono::milliseconds settle_;
  std::optional<FolderLock> lock_;
  std::map<std::string, FileStamp> from_start_;
  Descriptor events_;
  std::set<std::string> closed_;                // told by the system, not yet given out
  std::map<std::string, FileStamp> seen_;       // at the last look at the whole folder
  std::map<std::string, FileStamp> given_out_;  // in which state
  std::size_t scans_ = 0;
  Time next_scan_;
};

}  // namespace kazasu::adapters
