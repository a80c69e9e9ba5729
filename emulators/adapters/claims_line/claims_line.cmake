# The claims line: both payers' systems for stations, and the client that stations are played with. Optimised
# sanitizer builds of what knows Boost take long, hence -O0 there.
if(KAZASU_SANITIZE)
  set_source_files_properties(claims_line/claims_json.cpp claims_line/claims_client.cpp PROPERTIES COMPILE_OPTIONS -O0)
endif()

kazasu_module(claims_line claims_line/claim_body.cpp claims_line/claim_outcome_codes.cpp claims_line/claim_uploads.cpp
              claims_line/claims_json.cpp claims_line/claims_line_files.cpp claims_line/claims_line_http.cpp
              claims_line/content_sha256.cpp claims_line/memory_spool.cpp claims_line/password_seal.cpp
              claims_line/request_query.cpp)
target_link_libraries(kazasu_claims_line PUBLIC kazasu_claims kazasu_http_services
                      PRIVATE kazasu_boost_json OpenSSL::Crypto)

kazasu_module(claims_faults claims_line/claims_fault_site.cpp)
target_link_libraries(kazasu_claims_faults PUBLIC kazasu_claims_line kazasu_http_faults)

kazasu_module(claims_client claims_line/claims_client.cpp)
target_link_libraries(kazasu_claims_client PUBLIC kazasu_claims_line kazasu_https_client)
