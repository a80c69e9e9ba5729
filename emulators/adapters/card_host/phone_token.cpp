#include "emulators/adapters/card_host/phone_token.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "emulators/adapters/files/descriptor.h"

namespace kazasu::adapters {

namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr auto kHex = std::string_view{"0123456789abcdef"};

[[noreturn]] void fail(std::filesystem::path const& file, std::string const& why) {
  throw std::runtime_error("the phone token " + file.string() + " cannot be used: " + why);
}

std::string reason() {
  return std::generic_category().message(errno);
}

std::string new_token() {
  auto token = std::string{};
  for (auto const byte : random_bytes(kTokenBytes)) {
    token.push_back(kHex[static_cast<std::uint8_t>(byte) >> 4U]);
    token.push_back(kHex[static_cast<std::uint8_t>(byte) & 0xFU]);
  }
  return token;
}

// Nothing when there is no such file.
std::optional<std::string> read_token(std::filesystem::path const& file) {
  auto const opened = Descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
  if (!opened && errno == ENOENT) return std::nullopt;
  if (!opened) fail(file, reason());
  struct stat facts {};
  if (::fstat(opened.number(), &facts) != 0) fail(file, reason());
  if ((facts.st_mode & 077U) != 0)
    fail(file, "others than its owner may read it; chmod 600 it, or delete it");
  auto text = std::array<char, 2 * kTokenBytes + 2>{};
  auto const got = ::read(opened.number(), text.data(), text.size());
  if (got < 0) fail(file, reason());
  auto token = std::string{text.data(), static_cast<std::size_t>(got)};
  if (token.ends_with('\n')) token.pop_back();
  auto const is_hex =
      std::all_of(token.begin(), token.end(), [](char c) { return kHex.find(c) != std::string_view::npos; });
  if (token.size() != 2 * kTokenBytes || !is_hex) {
    fail(file, "it has to be 64 hexadecimal digits in lower case; delete it, and a new one is made");
  }
  return token;
}

// Under another name first, so that no reader finds half a token. False when somebody else made one
// meanwhile.
bool write_token(std::filesystem::path const& file, std::string const& token) {
  auto draft = file;
  draft += '.' + std::to_string(::getpid());
  ::unlink(draft.c_str());
  auto const opened =
      Descriptor{::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)};
  auto const line = token + '\n';
  if (!opened || ::write(opened.number(), line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    fail(file, reason());
  }
  auto const linked = ::link(draft.c_str(), file.c_str()) == 0;
  auto const failure = errno;
  ::unlink(draft.c_str());
  if (!linked && failure != EEXIST) fail(file, std::generic_category().message(failure));
  return linked;
}

}  // namespace

std::string random_bytes(std::size_t size) {
  auto bytes = std::string(size, '\0');
  for (std::size_t filled = 0; filled < size;) {
    auto const got = ::getrandom(bytes.data() + filled, size - filled, 0);
    if (got < 0 && errno != EINTR) throw std::runtime_error("no random bytes: " + reason());
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  return bytes;
}

std::string phone_token(std::filesystem::path const& folder) {
  auto const file = folder / "phone.token";
  if (auto const token = read_token(file)) return *token;
  auto const token = new_token();
  if (write_token(file, token)) return token;
  auto const others = read_token(file);
  if (!others) fail(file, "it was deleted while it was made");
  return *others;
}

}  // namespace kazasu::adapters
