#include "emulators/adapters/ifd/reader_properties.h"

extern "C" {
#include <ifdhandler.h>
#include <reader.h>
}

#include <cstdint>
#include <cstring>

namespace kazasu::adapters {

namespace {

constexpr auto kName = std::string_view{"kazasu"};
constexpr auto kProperties = std::uint32_t{SCARD_CTL_CODE(3500)};  // any free code
// 65,536 bytes of data: all that an extended length can say.
constexpr auto kLongestData = std::uint32_t{65536};
constexpr auto kVersion = std::uint32_t{0x00010000};  // 0xMMmmbbbb: major, minor, build

std::string record(std::uint8_t tag, std::string const& value) {
  return std::string{static_cast<char>(tag), static_cast<char>(value.size())} + value;
}

// Values of TLV properties are little-endian, control codes of features big-endian (PC/SC part 10).
std::string little_endian(std::uint32_t value) {
  auto bytes = std::string{};
  for (auto shift = 0U; shift < 32; shift += 8) bytes.push_back(static_cast<char>(value >> shift));
  return bytes;
}
std::string big_endian(std::uint32_t value) {
  auto bytes = std::string{};
  for (auto shift = 32U; shift > 0; shift -= 8) bytes.push_back(static_cast<char>(value >> (shift - 8)));
  return bytes;
}

// A DWORD as the machine has it, which is how SCardGetAttrib hands numbers over.
std::string number(DWORD value) {
  auto bytes = std::string(sizeof(value), '\0');
  std::memcpy(bytes.data(), &value, sizeof(value));
  return bytes;
}

std::string text(std::string_view value) {
  return std::string{value} + '\0';
}

}  // namespace

std::optional<std::string> answer_of_control(unsigned long code) {
  if (code == CM_IOCTL_GET_FEATURE_REQUEST) {
    return record(FEATURE_GET_TLV_PROPERTIES, big_endian(kProperties));
  }
  if (code != kProperties) return std::nullopt;
  return record(PCSCv2_PART10_PROPERTY_dwMaxAPDUDataSize, little_endian(kLongestData)) +
         record(PCSCv2_PART10_PROPERTY_sFirmwareID, std::string{kName} + " 1.0");
}

std::optional<std::string> reader_attribute(unsigned long tag) {
  switch (tag) {
    case SCARD_ATTR_VENDOR_NAME:
    case SCARD_ATTR_VENDOR_IFD_TYPE:
      return text(kName);
    case SCARD_ATTR_VENDOR_IFD_VERSION:
      return number(kVersion);
    case SCARD_ATTR_ASYNC_PROTOCOL_TYPES:
    case SCARD_ATTR_CURRENT_PROTOCOL_TYPE:
      return number(SCARD_PROTOCOL_T1);
    case SCARD_ATTR_MAXINPUT:
      return number(kLongestData);
    case SCARD_ATTR_CHARACTERISTICS:
    case SCARD_ATTR_POWER_MGMT_SUPPORT:
      return number(0);
    default:
      return std::nullopt;
  }
}

}  // namespace kazasu::adapters
