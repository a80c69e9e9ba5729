// The XML of the closed line, bound to what the HTTP adapters ask for.
#pragma once

#include "emulators/adapters/http/https_client.h"
#include "emulators/adapters/medical_pdf/medical_data_pdf.h"
#include "emulators/adapters/services/closed_line_http.h"

namespace kazasu::harness {

// With a font, medical data come as PDF where PDF is asked for; it must outlive the codec.
adapters::ClosedLineServerCodec closed_line_server_codec(adapters::PdfFont const* font = nullptr);
adapters::ClosedLineClientCodec closed_line_client_codec();

}  // namespace kazasu::harness
