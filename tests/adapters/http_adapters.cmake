kazasu_test(http_codecs_test base64_test.cpp server_timing_test.cpp target_url_test.cpp LINK kazasu_http_codecs)
kazasu_test(app_http_test app_http_test.cpp LINK kazasu_eligibility_xml kazasu_http_services)
kazasu_test(https_test
  body_pace_test.cpp http_parser_test.cpp http_services_test.cpp https_exchange_test.cpp https_server_test.cpp
  https_trust_test.cpp loopback.cpp streamed_body_test.cpp
  LINK kazasu_http_services kazasu_https_client kazasu_https_server kazasu_identity OpenSSL::SSL)
