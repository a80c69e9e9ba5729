// Events of a reader as blocks of a pcapng file, which Wireshark takes apart by ISO/IEC 7816-4.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "emulators/reader/apdu_record.h"

namespace kazasu::reader {

// Of one file. Every block is whole by itself, so that a file that was cut short can be read up to there.
// Link type 252 (Wireshark's exported PDU), one interface for each slot; docs/protocols/card-faults.md says
// why. pcapng: draft-ietf-opsawg-pcapng; exported PDU tags: Wireshark's wsutil/exported_pdu_tlvs.h.
class ApduPcapng {
 public:
  // What the file begins with.
  static std::string beginning();
  // One packet for an event, two for an exchange with an answer; before a slot's first the interface. Each
  // has the event in words as its comment.
  std::string blocks(ApduRecord const& record);

 private:
  std::uint32_t interface_of(std::uint32_t slot, std::string& before);

  std::map<std::uint32_t, std::uint32_t> interfaces_;
};

}  // namespace kazasu::reader
