var __index = {config: {lang: [], separator: "\\s+", pipeline: []}, docs: []}
