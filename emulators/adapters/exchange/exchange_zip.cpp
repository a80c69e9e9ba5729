#include "emulators/adapters/exchange/exchange_zip.h"

#include <zip.h>

#include <memory>
#include <stdexcept>

namespace kazasu::adapters {

namespace {

// 2000-01-01 in the local time that archives carry: equal content gives equal archives.
constexpr auto kAnyTime = time_t{946'684'800};

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, FreeSource>;

[[noreturn]] void fail() {
  throw std::runtime_error("a ZIP result could not be made: out of memory?");
}

// Adds the file; the archive has it until it is closed.
void add(zip_t* archive, std::string const& name, std::string_view content, std::string const& password) {
  auto* const source = zip_source_buffer(archive, content.data(), content.size(), 0);
  if (source == nullptr) fail();
  auto const index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    fail();
  }
  auto const place = static_cast<zip_uint64_t>(index);
  zip_file_set_mtime(archive, place, kAnyTime, 0);
  if (!password.empty() && zip_file_set_encryption(archive, place, ZIP_EM_AES_256, password.c_str()) != 0)
    fail();
}

std::string content_of(zip_source_t* source) {
  if (zip_source_open(source) != 0) fail();
  zip_source_seek(source, 0, SEEK_END);
  auto const size = zip_source_tell(source);
  zip_source_seek(source, 0, SEEK_SET);
  auto bytes = std::string(static_cast<std::size_t>(size < 0 ? 0 : size), '\0');
  auto const got = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (got < 0 || static_cast<std::size_t>(got) != bytes.size()) fail();
  return bytes;
}

}  // namespace

std::string zip_one(std::string const& name, std::string_view content, std::string const& password) {
  auto const source = Source{zip_source_buffer_create(nullptr, 0, 0, nullptr)};
  if (!source) fail();
  zip_source_keep(source.get());
  auto archive = Archive{zip_open_from_source(source.get(), ZIP_TRUNCATE, nullptr)};
  if (!archive) {
    zip_source_free(source.get());
    fail();
  }
  add(archive.get(), name, content, password);
  if (zip_close(archive.get()) != 0) fail();
  static_cast<void>(archive.release());  // closed
  return content_of(source.get());
}

std::optional<std::string> unzip_one(std::string_view archive_bytes, std::size_t limit,
                                     std::string const& password) {
  auto* const source = zip_source_buffer_create(archive_bytes.data(), archive_bytes.size(), 0, nullptr);
  if (source == nullptr) return std::nullopt;
  auto const archive = Archive{zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nullptr)};
  if (!archive) {
    zip_source_free(source);
    return std::nullopt;
  }
  if (zip_get_num_entries(archive.get(), 0) != 1) return std::nullopt;
  zip_stat_t about{};
  if (zip_stat_index(archive.get(), 0, 0, &about) != 0 || (about.valid & ZIP_STAT_SIZE) == 0 ||
      about.size > limit) {
    return std::nullopt;
  }
  auto const* const key = password.empty() ? nullptr : password.c_str();
  auto const file =
      std::unique_ptr<zip_file_t, CloseFile>{zip_fopen_index_encrypted(archive.get(), 0, 0, key)};
  if (!file) return std::nullopt;
  auto content = std::string(static_cast<std::size_t>(about.size), '\0');
  auto const got = zip_fread(file.get(), content.data(), content.size());
  if (got < 0 || static_cast<std::size_t>(got) != content.size()) return std::nullopt;
  return content;
}

}  // namespace kazasu::adapters
