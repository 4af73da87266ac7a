"""What an episode is, written into its recording: ID3, MP4 and Vorbis comments."""
